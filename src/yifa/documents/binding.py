"""装订 — the whole file as one PDF: cover, index with pages, the papers as they were handed out, the list of evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter

from yifa.documents.filing import Entry, entries_of
from yifa.documents.kinds import evidence_list, file_cover, file_index
from yifa.documents.reading import Reading
from yifa.documents.rendering import render, render_sheet
from yifa.documents.wording import sentence


@dataclass(frozen=True, slots=True)
class _Part:
    """Some pages and the name under which the outline finds them."""

    title: str
    pages: PdfReader


def bind(view: Any, institution: Any, *, paper: Callable[[Entry], bytes]) -> bytes:
    """One PDF of everything the docket holds; the same docket gives the same bytes.

    ``paper`` gives the bytes of one entry. Pages are numbered from the first paper on, upper right, as in a bound file;
    cover and index are not counted. The papers themselves are taken over unchanged.
    """
    act = view.acts[-1]
    bound = [(entry, PdfReader(BytesIO(paper(entry)))) for entry in entries_of(view)]
    evidence = evidence_list.facts(view, act, institution)
    if evidence["rows"]:
        sheet = PdfReader(BytesIO(render("evidence_list", evidence, timestamp=act.recorded_at)))
        entry = Entry(act, "evidence_list", "", evidence_list.TITLE, evidence["day"], False, evidence_list.RANK)
        place = next((at for at, (other, _) in enumerate(bound) if other.rank > entry.rank), len(bound))
        bound.insert(place, (entry, sheet))
    listed, page = [], 1
    for entry, pdf in bound:
        last = page + len(pdf.pages) - 1
        listed.append((entry, str(page) if last == page else f"{page}-{last}"))
        page = last + 1
    pages = sentence("file", "count", papers=str(len(bound)), pages=str(page - 1))
    cover = file_cover.facts(view, act, institution) | {"pages": pages}
    index = file_index.index_facts(Reading(view, act, institution), listed, pages=pages)
    stamps = render_sheet("page_stamps", {"numbers": [str(number) for number in range(1, page)]}, timestamp=act.recorded_at)
    front = [
        _Part(file_cover.TITLE, PdfReader(BytesIO(render("file_cover", cover, timestamp=act.recorded_at)))),
        _Part(file_index.TITLE, PdfReader(BytesIO(render("file_index", index, timestamp=act.recorded_at)))),
    ]
    return _join(front, [_Part(entry.title, pdf) for entry, pdf in bound], PdfReader(BytesIO(stamps)), title=view.number)


def _join(front: list[_Part], parts: list[_Part], stamps: PdfReader, *, title: str) -> bytes:
    writer = PdfWriter()
    stamp = iter(stamps.pages)
    for part in [*front, *parts]:
        first = len(writer.pages)
        for page in part.pages.pages:
            added = writer.add_page(page)
            if part not in front:
                added.merge_page(next(stamp))
        writer.add_outline_item(title=part.title, page_number=first)
    writer.add_metadata({"/Title": title})
    writer.compress_identical_objects()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
