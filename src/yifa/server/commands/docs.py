"""./yifa docs — writes docs/reference from the code and the glossary; --check only compares."""

from __future__ import annotations

import argparse
import inspect
import os
import tempfile
import tomllib
from collections.abc import Iterable, Iterator

from yifa.server.opening import set_up_django
from yifa.server.place import ROOT
from yifa.server.wording import say

HELP = "由代码和术语表生成 docs/reference；--check 只比对，不改动"
DATABASE = False
REFERENCE = ROOT / "docs" / "reference"
_MADE = "<!-- made by ./yifa docs; do not edit -->"


def main(argv: list[str]) -> int:
    """0 written, or all is fresh; 1 a page is stale (with --check); 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="./yifa docs", description=HELP)
    parser.add_argument("--check", action="store_true", help="只比对")
    options = parser.parse_args(argv)
    _models_up()
    stale = [name for name, text in pages().items() if not _stands(name, text)]
    if options.check:
        for name in stale:
            print(say("docs.stale", page=name))
        return 1 if stale else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    print(say("docs.written", count=len(pages())))
    return 0


def _models_up() -> None:
    """Some procedures look at tables, so their models must be there; no database is: a spare folder stands for the place."""
    from django.conf import settings

    if not settings.configured:
        with tempfile.TemporaryDirectory(prefix="yifa-") as spare:
            os.environ["YIFA_DATA"] = spare
            set_up_django()


def _stands(name: str, text: str) -> bool:
    file = REFERENCE / name
    return file.exists() and file.read_text(encoding="utf-8") == text


def pages() -> dict[str, str]:
    """Every page of the reference by its file name."""
    return {
        "glossary.md": _page(_glossary()),
        "rules.md": rules_page(),
        "layers.md": _page(_layers()),
        "procedures.md": _page(_procedures()),
        "profile.md": _page(_profile()),
    }


def rules_page() -> str:
    """The page of the rules; needs neither Django nor a database."""
    return _page(_rules())


def _page(lines: Iterable[str]) -> str:
    return "\n".join([_MADE, "", *lines, ""])


def _glossary() -> Iterator[str]:
    terms = tomllib.loads((ROOT / "glossary.toml").read_text(encoding="utf-8"))["term"]
    yield "# Glossary\n"
    yield "One word for one thing, in code and in papers. From `glossary.toml`.\n"
    yield "| 中文 | English | where from | note | never |\n| --- | --- | --- | --- | --- |"
    for term in sorted(terms, key=lambda term: term["en"].lower()):
        cells = (term["zh"], term["en"], term.get("cite", ""), term.get("note", ""), ", ".join(term.get("never", [])))
        yield "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _rules() -> Iterator[str]:
    import yifa.law  # noqa: F401  importing it declares the rules
    from yifa.law.rule import rule_versions

    yield "# Rules\n"
    yield "Every rule beside its law, as declared in `src/yifa/law`. *held*: its fingerprint is known; *not held*: we had no text.\n"
    for version in rule_versions():
        until = f" until {version.until}" if version.until else ""
        yield f"## `{version.id}` · {version.title}\n"
        yield (
            f"Since {version.since}{until}. "
            + "; ".join(f"{cite.text} ({'held' if cite.print else 'not held'})" for cite in version.cites)
            + "\n"
        )
        doc = inspect.cleandoc(version.function.__doc__ or "").partition("—")[2].strip()
        yield "\n".join(line.strip() for line in doc.splitlines()) + "\n"


def _layers() -> Iterator[str]:
    from yifa.server.published import published_overlays

    yield "# Layers\n"
    yield "What departments, provinces, cities and bodies set for the rules, from `profiles/*/overlays`. Marked *: of a text not held.\n"
    for layer in published_overlays():
        yield f"## {layer.name} · {layer.title} · {layer.level.name.lower()}{f' {layer.code}' if layer.code else ''}\n"
        yield "| rule | sets | since | article |\n| --- | --- | --- | --- |"
        for setting in layer.settings:
            values = "; ".join(f"{name} = {value}" for name, value in setting.values.items()) or "the same"
            until = f" until {setting.until}" if setting.until else ""
            cites = "; ".join(cite.text + ("" if cite.print else " *") for cite in setting.cites)
            yield f"| `{setting.rule}` | {values} | {setting.since}{until} | {cites} |"
        yield ""


def _profile() -> Iterator[str]:
    from yifa.profile.reference import lines

    yield from lines()


def _procedures() -> Iterator[str]:
    from yifa.docket.core.procedure import PROCEDURES
    from yifa.server.procedures import declare_procedures

    declare_procedures()
    yield "# Procedures\n"
    yield "Who may do what, what must hold before it, which terms it starts and which papers it makes, as declared.\n"
    for procedure in PROCEDURES.values():
        after = f", after `{procedure.after}`" if procedure.after else ""
        yield f"## `{procedure.name}` {procedure.title}{after}\n"
        yield "| act | who | officers | must hold | terms | papers |\n| --- | --- | --- | --- | --- | --- |"
        for kind in procedure.kinds.values():
            marks = {"enters": kind.enters, "ends": kind.ends, "after the end too": kind.after_end}
            cells = (
                f"`{kind.name}` {kind.title}" + "".join(f" ({mark})" for mark, holds in marks.items() if holds),
                ", ".join(role.value for role in kind.by),
                str(kind.officers or ""),
                "<br>".join(f"`{gate.rule}`" for gate in kind.needs),
                "<br>".join(start.title for start in kind.starts),
                "<br>".join(f"`{paper}`" for paper in kind.papers),
            )
            yield "| " + " | ".join(cells) + " |"
        yield ""
