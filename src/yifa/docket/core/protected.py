"""反映人保护 — who told of a matter stands sealed in its docket; no later text may tell it again in clear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from yifa.docket.core.act import View
from yifa.docket.core.form import Form, is_private, is_protected
from yifa.docket.core.procedure import declared_kind, party_name

#: what people write for a name who give none; these words stand in every second text and tell nobody
NO_NAMES: Final = frozenset(
    ("匿名", "无名", "不详", "保密", "群众", "市民", "居民", "村民", "业主", "商户", "路人", "先生", "女士", "学生", "家长", "游客", "司机")
)
#: between several values in one field
MORE: Final = "；"
Path = tuple[str | int, ...]
_GAPS: Final = re.compile(r"[\s\-—－·.,，。、()（）]+")
#: a name stands within its text, numbers may be broken by blanks and dashes
_SHORTEST_NAME, _SHORTEST_NUMBER = 2, 7
_NUMBER: Final = re.compile(r"\+?\d+")


def protected_digests(view: View) -> list[str]:
    """The digests of every protected value of a docket, in their order."""
    found = []
    for act in view.acts:
        kind = declared_kind(act.procedure, act.kind)
        for name in protected_fields(kind.form) if kind else ():
            value = act.payload.get(name)
            if isinstance(value, dict) and "sealed" in value:
                found.append(str(value["sealed"]))
    return found


@cache
def protected_fields(form: type[Form]) -> tuple[str, ...]:
    """The fields of a form that say who told of it; kept, for every act of a docket is asked at every new one."""
    return tuple(name for name, info in form.model_fields.items() if is_protected(info))


def told_in(texts: Iterable[str], values: Iterable[str]) -> bool:
    """Does one of the texts hold one of these names or numbers?"""
    wanted = [bare for value in values for part in value.split(MORE) if (bare := _bare(part))]
    squeezed = [_GAPS.sub("", text) for text in texts] if wanted else []
    return any(bare in text for text in squeezed for bare in wanted)


def hidden_in(text: str, *, name: str, phone: str, told: str) -> str:
    """The text with its teller's name and number taken out, where they stand as they were given."""
    for value in (name, phone):
        if _bare(value):
            text = text.replace(value.strip(), told)
    return text


def clear_texts(form: Form, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a form that is stored in clear, with its path."""
    for name, info in type(form).model_fields.items():
        if not is_private(info):
            yield from _texts(getattr(form, name), (*path, name))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Form):
        yield from clear_texts(value, path)
    elif isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple | list):
        for number, member in enumerate(value):
            yield from _texts(member, (*path, number))


def names_the_party(value: str, view: View, form: Form) -> bool:
    """Is the teller's name the party's too, or a part of it? Then the name in a text is the party's and tells nothing."""
    named = getattr(getattr(form, "party", None), "name", "")
    return bool(value) and any(value in name for name in (named, party_name(view)))


def _bare(value: str) -> str:
    """What is looked for; empty where it is too little to tell anybody by."""
    bare = _GAPS.sub("", value)
    if _NUMBER.fullmatch(bare):
        return bare.removeprefix("+86") if len(bare) >= _SHORTEST_NUMBER else ""
    return bare if len(bare) >= _SHORTEST_NAME and bare not in NO_NAMES else ""
