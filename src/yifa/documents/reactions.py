"""What this room does on hearing of an act: its papers are made and kept, so that they stand as of the act, not of the first reader."""

from __future__ import annotations

from yifa.docket.news import Heard
from yifa.docket.rows import view_of
from yifa.documents.actions import make_papers


def make_papers_of_act(news: Heard) -> None:
    """Make every paper of the act that was recorded; making one again changes nothing."""
    view = view_of(news.docket)
    if view is not None:
        make_papers(view, act=news.act, now=news.at)
