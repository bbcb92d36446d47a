"""A change of bodies, powers, posts and people: approved, reviewed, in step, to a body that can hold what it is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from yifa.kernel.dates import chinese_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.authority.norms import SINCE
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL, GOV21, STAFF

#: kinds of bodies that hold penalty powers by themselves
HOLDING_KINDS = ("政府", "机关", "综合行政执法局")
#: of these a person looks whether they may: agencies sent out, organisations that a law or regulation authorises
DOUBTFUL_KINDS = ("行委", "管委会", "产业功能区", "支队", "大队", "事业单位", "镇街办公室")


@rule("reform.approved", cites=[STAFF("9"), STAFF("26", 1, 1), STAFF("26", 1, 2)], since=SINCE)
def approved(*, document: str, issuer: str) -> Ruling:
    """批准文件 — bodies are set up, merged, renamed or abolished, and duties changed, only by a document of whoever decides it.

    Reads: article 9 names government departments; the same is asked for teams, and for duties by article 26. Reviewed: no.
    Leaves out: whether the issuer is the right one, which the legal review looks at.
    """
    missing = [name for name, told in (("文号", document), ("批准机关", issuer)) if len(told.strip()) < 2]
    if missing:
        return refused(
            f"机构与权力变动应当有批准文件，缺少：{listed(missing)}。", remedy="写明批准文件的文号和批准机关；尚未批准的，先报批。"
        )
    return LAWFUL


@rule("reform.not_retroactive", cites=[APL("38", 1), STAFF("26", 1, 2)], since=SINCE)
def not_retroactive(*, effective_on: date, opened_on: date) -> Ruling:
    """施行日期 — a change that is to hold from a day before its docket would change who had power over what is done already.

    Reads: no article forbids to record late what a document set long ago, so a person says whether it did. Reviewed: no.
    """
    if effective_on >= opened_on:
        return LAWFUL
    return for_person(
        f"施行日期{chinese_date(effective_on)}早于立卷日期{chinese_date(opened_on)}，是否补录批准文件早已确定的变动？",
        remedy="由合法性审核人员核对批准文件载明的施行日期；文件没有载明的，施行日期不得早于立卷日期。",
    )


@rule("reform.in_step", cites=[STAFF("14"), STAFF("6", 1), STAFF("26", 1, 2)], since=SINCE)
def in_step(*, items: int, posts: int, people: int, reason: str) -> Ruling:
    """两个同步 — when duties move, the posts and people that belong to them move with them, or it is said why none do.

    Reads: posts are fixed by the duties (article 14) and are the ground on which people are employed (article 6), so a power that
        moves alone leaves both behind; a change may say expressly that none belong to it. Reviewed: no.
    """
    if not items or (posts and people) or len(reason.strip()) >= 2:
        return LAWFUL
    missing = [name for name, count in (("编制", posts), ("人员", people)) if not count]
    return refused(
        f"划转事项{items}项，没有同步划转{listed(missing)}。",
        remedy=f"列明随同划转的{listed(missing)}；确无可以划转的，写明理由。",
    )


@rule("reform.nothing_left", cites=[STAFF("9"), STAFF("14")], since=SINCE)
def nothing_left(*, body: str, items: Sequence[str], posts: Sequence[str], people: Sequence[str]) -> Ruling:
    """不留尾巴 — a body that ends leaves no power, no post and nobody behind: what is given is what nobody took over.

    Reads: the plan that article 9 asks for disposes of everything; a post or a person may not hang on a body that is gone. Reviewed: no.
    """
    left = [f"{name}{len(codes)}{unit}（{_some(codes)}）" for name, codes, unit in _kinds_left(items, posts, people) if codes]
    if not left:
        return LAWFUL
    return refused(f"{body}撤销以后还有{listed(left)}没有去向。", remedy="在划转的内容中列明这些事项、编制和人员的承接机构。")


def _kinds_left(items: Sequence[str], posts: Sequence[str], people: Sequence[str]) -> tuple[tuple[str, Sequence[str], str], ...]:
    return ("事项", items, "项"), ("编制", posts, "名"), ("人员", people, "名")


def _some(codes: Sequence[str]) -> str:
    return listed(codes[:3]) + ("等" if len(codes) > 3 else "")


@rule("reform.standing", cites=[APL("17"), APL("19"), APL("38", 1)], since=SINCE)
def standing(*, name: str, kind: str) -> Ruling:
    """承接主体 — a penalty power goes to an administrative agency; a team or an institution needs the word of a law or a regulation.

    ``kind`` is the kind of body of the institution. Reads: a room, a squad, a coordination body or a group never holds one; teams, public
        institutions and agencies sent out only where they are authorised (article 19), which a person looks up. Reviewed: no.
    """
    if kind in HOLDING_KINDS:
        return LAWFUL
    if kind in DOUBTFUL_KINDS:
        return for_person(
            f"{name}（{kind}）是否属于行政机关，或者由法律、法规授权实施行政处罚？",
            remedy="由合法性审核人员写明授权的法律、法规条款；没有授权的，由其所属行政机关承接，或者依法委托。",
        )
    return refused(
        f"{name}（{kind}）不具有行政执法主体资格，不能承接行政处罚权。", remedy="由有主体资格的行政机关承接，再由其所属队伍以机关名义行使。"
    )


@rule("reform.grantable", cites=[APL("24", 1), APL("24", 2)], since=SINCE)
def grantable(*, to: str, outside: Sequence[str], catalogue: bool, able: bool | None) -> Ruling:
    """赋权条件 — what is granted to a township stands in the province's catalogue, and the township can effectively take it on.

    ``outside`` are the items the catalogue does not name; ``catalogue`` False: none is read in. ``able``: the result of the last assessment
    of its capability, None where there is none.
    Reads: 能够有效承接 is shown by an assessment (定期组织评估). Reviewed: no.
    """
    if outside:
        return refused(
            f"{len(outside)}项不在省级赋权指导目录内（{_some(list(outside))}），不能赋权。",
            remedy="从本次赋权中去掉这些事项，或者报请省级调整目录。",
        )
    if able is False:
        return refused(f"{to}承接能力评估没有达到要求，不能赋权。", remedy="补充力量和装备，重新评估合格以后再赋权。")
    open_ones = [] if catalogue else ["所列事项是否在省级赋权指导目录内"]
    open_ones += [f"{to}是否能够有效承接"] if able is None else []
    if not open_ones:
        return LAWFUL
    return for_person(f"{'，'.join(open_ones)}？", remedy="由合法性审核人员核对省级目录和承接能力评估结果，写明文号和结论。")


@rule("reform.recalled", cites=[APL("24", 2), APL("38", 1)], since=SINCE)
def recalled(*, without: Sequence[str], open_cases: int, hands_over: bool) -> Ruling:
    """收回 — powers that go back go back to somebody, and the open cases are handed over.

    ``without`` are the items nobody would hold at the place from that day; ``hands_over``: the change says how the cases go over.
    Reads: the article has the province assess regularly; what is taken back must not fall between two bodies. Reviewed: no.
    """
    if without:
        return refused(f"收回以后有{len(without)}项没有机关行使（{_some(list(without))}）。", remedy="写明收回以后由哪个机关行使这些事项。")
    if open_cases and not hands_over:
        return refused(f"收回的事项有{open_cases}件在办案件，没有写明怎样移交。", remedy="写明在办案件由谁继续办理、何时移交。")
    return LAWFUL


@rule("reform.staffed", cites=[STAFF("6", 1), STAFF("15")], since=SINCE)
def staffed(*, staying: Sequence[str], reason: str) -> Ruling:
    """人随编走 — who sits on a post that moves goes with it, or it is said why not.

    ``staying`` are officers on posts that move who are not among those that move.
    Reads: people are employed on approved posts (article 6), so a post that leaves its holder leaves him without one. Reviewed: no.
    """
    if not staying or len(reason.strip()) >= 2:
        return LAWFUL
    return refused(
        f"划转的编制上有{len(staying)}名在编人员没有随同划转（{_some(list(staying))}）。", remedy="把他们列入随同划转的人员，或者写明理由。"
    )


@rule("reform.locked", cites=[STAFF("26", 1, 3), STAFF("15")], since=SINCE)
def locked(*, posts: Sequence[str], approval: str) -> Ruling:
    """编制锁定 — locked posts leave the use they were approved for only with an approval of their own.

    Reads: to move a locked post is to change its range of use; the lock itself is set by the city. Reviewed: no.
    """
    if not posts or len(approval.strip()) >= 2:
        return LAWFUL
    return refused(f"{len(posts)}名编制已经锁定（{_some(list(posts))}），须报批后才能调整。", remedy="报请批准，写明批准文件的文号。")


@rule("reform.pool", cites=[STAFF("15"), STAFF("26", 1, 3)], since=SINCE)
def pool(*, move: Literal["收回", "借出", "归还", "下沉"], unfit: Sequence[str], balance: int, count: int) -> Ruling:
    """编制周转 — taken in are vacant posts, lent and sunk posts that lie in the pool, given back posts that were lent: never below zero.

    ``unfit`` are the posts named that this move cannot move; ``balance`` is how many lie in the pool before it.
    Reads: the pool is a local way of using approved posts; none is created and none used twice. Reviewed: no.
    """
    if unfit:
        why = {"收回": "不是该单位的空编", "借出": "不在周转池中", "归还": "不是该单位借用的编制", "下沉": "不在周转池中"}[move]
        return refused(f"{len(unfit)}名编制{why}（{_some(list(unfit))}），不能{move}。", remedy="核对编制台账，改列符合条件的编制。")
    if move in ("借出", "下沉") and count > balance:
        return refused(f"周转池现有{balance}名编制，不能{move}{count}名。", remedy="先收回空编或者催还到期编制，再办理。")
    return LAWFUL


@rule("reform.reviewed", cites=[GOV21("")], since=SINCE)
def reviewed(*, passed: bool, by: str, proposed_by: str) -> Ruling:
    """合法性审核 — a change of the institution is decided after a review of its legality by somebody who did not draft it.

    ``by`` and ``proposed_by`` are persons; ``by`` is empty where nobody reviewed.
    Reads: the outline asks it of documents and major decisions; ours to ask it of every change. Reviewed: no.
    """
    if not by:
        return refused("本次变动没有经过合法性审核。", remedy="由司法行政部门或者法制审核人员审核以后再批准。")
    if by == proposed_by:
        return refused("拟定人不能审核自己拟定的变动。", remedy="由没有参与拟定的人员审核。")
    if not passed:
        return refused("合法性审核没有通过，不能批准施行。", remedy="撤回本件，按审核意见修改后另行拟定。")
    return LAWFUL


@rule("reform.approver_apart", cites=[GOV21("")], since=SINCE)
def approver_apart(*, by: str, proposed_by: str, reviewed_by: str) -> Ruling:
    """批准与拟定、审核分离 — who approves a change has neither drafted nor reviewed it.

    Reads: drafting, review and decision are three steps of three persons. Reviewed: no.
    """
    if by not in (proposed_by, reviewed_by):
        return LAWFUL
    return refused("批准人不能是拟定人或者合法性审核人。", remedy="由没有参与拟定和审核的负责人批准。")
