"""Closing and archiving."""

from __future__ import annotations

from datetime import date

from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)


@rule("closing.executed", cites=[APL("66", 1)], since=SINCE)
def executed(*, fine: Yuan | None, paid: Yuan, other_ended: str, surcharge: Yuan = Yuan.ZERO) -> Ruling:
    """执行完毕 — a case is closed when the decision was performed, or execution ended otherwise.

    ``surcharge`` is what was settled for late payment. ``other_ended`` is how execution ended without full payment (court ended it,
    decision annulled …), empty where it did not.
    Reads: the statute has no article on closing; that a decision is performed is article 66. Whether the other end is a
        good one is judged by the head who approves the closing. Reviewed: no.
    Leaves out: kinds other than the fine.
    """
    due = (fine or Yuan.ZERO) + surcharge
    if paid >= due or other_ended.strip():
        return LAWFUL
    more = f"、加处罚款{surcharge.text}" if surcharge else ""
    return refused(
        f"罚款{(fine or Yuan.ZERO).text}{more}，已缴{paid.text}，尚欠{(due - paid).text}，处罚决定尚未执行完毕，不能结案。",
        remedy="催缴或者依法申请强制执行；终结执行的，写明终结的原因和文书。",
    )


@rule("closing.reply_given", cites=[APL("54", 1)], since=SINCE)
def reply_given(*, needs_reply: bool, replied: bool) -> Ruling:
    """答复反映人 — who reported and asked for an answer gets one before the case is closed.

    Reads: no article of the statute orders a reply. It is this platform's own rule, hung on article 54, where the
        discovery that the report brought begins; a special rule that orders one is a layer (市场监管: a report under the
        real name is answered within five working days of the filing decision; here only before closing). Reviewed: no.
    """
    if replied or not needs_reply:
        return LAWFUL
    return refused("反映人要求答复，尚未答复，不能结案。", remedy="先把处理结果答复反映人，并记录答复的时间和方式。")


@rule("closing.archived_after_closing", cites=[APL("47")], since=SINCE)
def archived_after_closing(*, closed: bool) -> Ruling:
    """归档 — the file is archived once the case is closed.

    Reads: the whole course is recorded and archived, so the archive takes a course that has ended. Reviewed: no.
    Leaves out: retention periods.
    """
    if closed:
        return LAWFUL
    return refused("本案尚未结案，不能归档。", remedy="先办理结案审批。")
