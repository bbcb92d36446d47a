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
    title: str
    pages: PdfReader


def bind(view: Any, institution: Any, *, paper: Callable[[Entry], bytes]) -> bytes:
    """One PDF of everything the docket holds; the same docket gives the same bytes.

    ``paper`` gives the bytes of one entry. Pages are numbered from the first paper on, upper right, as in a bound file;
    cover and index are not counted. The papers themselves are taken over unchanged.
    """
    act = view.acts[-1]
    entries = entries_of(view)
    parts = [_Part(entry.title, PdfReader(BytesIO(paper(entry)))) for entry in entries]
    evidence = evidence_list.facts(view, act, institution)
    if evidence["rows"]:
        sheet = render("evidence_list", evidence, timestamp=act.recorded_at)
        place = next((at for at, entry in enumerate(entries) if entry.rank > evidence_list.RANK), len(entries))
        parts.insert(place, _Part(evidence_list.TITLE, PdfReader(BytesIO(sheet))))
        entries = [
            *entries[:place],
            Entry(act, "evidence_list", "", evidence_list.TITLE, evidence["day"], False, evidence_list.RANK),
            *entries[place:],
        ]
    spans, page = [], 1
    for part in parts:
        count = len(part.pages.pages)
        spans.append(str(page) if count == 1 else f"{page}-{page + count - 1}")
        page += count
    total = page - 1
    pages = sentence("file", "count", papers=str(len(parts)), pages=str(total))
    cover = render("file_cover", file_cover.facts(view, act, institution) | {"pages": pages}, timestamp=act.recorded_at)
    listed = file_index.index_facts(Reading(view, act, institution), list(zip(entries, spans, strict=True)), pages=pages)
    index = render("file_index", listed, timestamp=act.recorded_at)
    stamps = PdfReader(
        BytesIO(render_sheet("page_stamps", {"numbers": [str(number) for number in range(1, total + 1)]}, timestamp=act.recorded_at))
    )
    return _join(
        [_Part(file_cover.TITLE, PdfReader(BytesIO(cover))), _Part(file_index.TITLE, PdfReader(BytesIO(index)))],
        parts,
        stamps,
        title=view.number,
    )


def _join(front: list[_Part], parts: list[_Part], stamps: PdfReader, *, title: str) -> bytes:
    writer = PdfWriter()
    stamp = iter(stamps.pages)
    for part in [*front, *parts]:
        first = len(writer.pages)
        for page in part.pages.pages:
            added = writer.add_page(page)
            if part not in front:
                added.merge_page(next(stamp))
        writer.add_outline_item(part.title, first)
    writer.add_metadata({"/Title": title})
    writer.compress_identical_objects()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
