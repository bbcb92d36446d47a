"""示例案件 — the cases of a profile, done act by act through the engine, as the people of the profile, at the times a case would take."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from yifa.docket.append import Request, append, open_docket
from yifa.docket.joints import joints
from yifa.kernel.actor import Actor
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.money import Yuan
from yifa.platform.accounts.gate import actor_of
from yifa.platform.accounts.models import User

Case = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One act to be done: when, by whom, what."""

    at: datetime
    case: int
    username: str
    kind: str
    payload: dict[str, Any]
    officers: tuple[str, ...] = ()
    judged: dict[str, str] = field(default_factory=dict)


def play_cases(file: Path, *, now: datetime, seed: int = 20261122) -> int:
    """Do every act of the cases in ``file``, in the order of their times, the last one before ``now``; how many dockets there are."""
    cases = tomllib.loads(file.read_text(encoding="utf-8"))["cases"]
    rng = Random(seed)
    steps = sorted(
        (step for number, case in enumerate(cases) for step in steps_of(case, number, now=now, rng=rng)),
        key=lambda step: (step.at, step.case),
    )
    dockets: dict[int, UUID] = {}
    people = _People()
    for step in steps:
        actor = people.actor(step.username, step.at)
        officers = tuple(people.actor(name, step.at).officer for name in step.officers)
        request = Request(step.kind, step.payload, officers=officers, judged=step.judged)
        if step.case in dockets:
            append(actor=actor, docket=dockets[step.case], request=request, now=step.at)
        else:
            post = actor.posts[0]
            dockets[step.case] = open_docket(actor=actor, body=post.body, place=post.place, request=request, now=step.at).act.docket
    return len(dockets)


class _People:
    """The users of the profile as actors on a day."""

    def __init__(self) -> None:
        self._users = {user.username: user for user in User.objects.all()}

    def actor(self, username: str, at: datetime) -> Actor:
        found = actor_of(self._users[username], on=legal_date(at))
        if found is None:
            raise LookupError(f"no account {username} on {legal_date(at)}")
        return found


def steps_of(case: Case, number: int, *, now: datetime, rng: Random) -> Iterator[Step]:
    """The acts of one case with their times: a working hour of the day, ``pace`` days apart; none after ``now``."""
    pace = cycle(case["pace"])
    day = legal_date(now) - timedelta(days=case["days_ago"])
    minute = 9 * 60 + rng.randrange(60)
    for username, kind, payload, wait, named in _acts(case):
        days = max(next(pace), wait)
        if days:
            day = joints.calendars.newest().at_place("").next_working(day + timedelta(days=days))
            minute = 8 * 60 + 30 + rng.randrange(240)
        else:
            minute += 20 + rng.randrange(25)
        at = datetime.combine(day, time(minute // 60, minute % 60), SHANGHAI)
        if at >= now:
            return
        officers = tuple(case["officers"]) if named else ()
        judged = {"notice.hearing": "数额不大，不属于应当告知听证的情形。"} if kind == "give_notice" else {}
        yield Step(at, number, username, kind, _timed(kind, payload, at), officers, judged)
        if _name(kind, payload) == case["until"]:
            return


def _name(kind: str, payload: Mapping[str, Any]) -> str:
    if kind == "serve":
        return "serve_notice" if payload["paper"] == "penalty_notice" else "serve_decision"
    return kind


def _timed(kind: str, payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Fill in the times the form asks for."""
    filled = dict(payload)
    if kind == "register_lead":
        filled["reported_at"] = (at - timedelta(minutes=6)).isoformat()
    if kind in ("check_on_spot", "inquire"):
        filled["from_at"] = (at - timedelta(minutes=45)).isoformat()
        filled["until_at"] = (at - timedelta(minutes=5)).isoformat()
    if kind == "record_payment":
        filled["paid_on"] = legal_date(at).isoformat()
    return filled


Doing = tuple[str, str, dict[str, Any], int, bool]


def _acts(case: Case) -> Iterator[Doing]:
    """Who does what, with which form, after how many days at least, and whether two officers are named."""
    first = case["officers"][0]
    lead = {name: case[name] for name in ("source", "summary", "place_text", "item", "reporter", "reporter_phone") if case.get(name)}
    yield ("shouli", "register_lead", lead, 0, False)
    yield (first, "check_on_spot", _check(case), 0, True)
    if case.get("assist"):
        yield (first, "assist_police", dict(case["assist"]), 0, False)
    yield from _summary(case, first) if case["course"] == "summary" else _ordinary(case, first)
    yield (
        "fuzeren",
        "close_case",
        {
            "outcome": "已全部履行",
            "execution": "罚款已缴清，违法行为已改正。" if case.get("fine") else "已改正。",
            "reply": case.get("reply", ""),
        },
        1,
        False,
    )
    yield (first, "archive_case", {"keeper": "案卷管理员", "retention": "30年"}, 2, False)


def _check(case: Case) -> dict[str, Any]:
    return {
        "place_text": case["place_text"],
        "party_present": case.get("party", {}).get("name", ""),
        "certificate_shown": True,
        "recusal_told": True,
        "findings": case.get("findings", ""),
        "correction_ordered": case.get("correction", ""),
        "signature": "已签名",
    }


def _summary(case: Case, first: str) -> Iterator[Doing]:
    punish = {
        "item": case["item"],
        "party": case["party"],
        "facts": case["facts"],
        "facts_clear": True,
        "kinds": case["kinds"],
        **_fine(case),
        "correction": case.get("correction", ""),
        "certificate_shown": True,
        "told_rights": True,
        "heard": True,
        "party_view": case.get("party_view", ""),
        "place_text": case["place_text"],
        "payment": case.get("payment", "到银行或者电子支付缴纳"),
        "delivered": True,
        "signature": "已签名",
    }
    yield (first, "punish_on_spot", punish, 0, True)
    yield (first, "report_spot", {}, 0, False)
    if case.get("fine"):
        yield from _payment(case)


def _ordinary(case: Case, first: str) -> Iterator[Doing]:
    shared = {name: case[name] for name in ("facts",)}
    yield (
        first,
        "propose_filing",
        {
            "item": case["item"],
            "cause": case["cause"],
            "party": case["party"],
            **shared,
            "prima_facie": True,
            "reason": "有初步证据证明存在违法事实，属于本机关管辖，建议立案。",
        },
        0,
        True,
    )
    yield ("fuzeren", "approve_filing", {}, 0, False)
    for piece in case.get("evidence", ()):
        yield (first, "take_evidence", {**piece, "from_whom": case["place_text"], "method": "现场收集"}, 0, True)
    if case.get("questions"):
        inquire = {
            "place_text": "古城镇综合行政执法管理局询问室",
            "person_name": case["party"].get("legal_rep") or case["party"]["name"],
            "person_relation": "当事人",
        }
        yield (
            first,
            "inquire",
            {**inquire, "certificate_shown": True, "recusal_told": True, "questions": case["questions"], "signature": "已签名"},
            0,
            True,
        )
    report = {
        **shared,
        "evidence_opinion": "现场笔录、询问笔录和收集的证据相互印证，足以证明上述事实。",
        "nature": case["cause"] + "。",
        "discretion": case.get("discretion", ""),
    }
    yield (first, "report_investigation", {**report, "kinds": case["kinds"], **_fine(case)}, 0, True)
    points = (
        "subject_lawful",
        "officers_qualified",
        "procedure_lawful",
        "facts_clear",
        "law_correct",
        "discretion_proper",
        "within_powers",
        "papers_proper",
        "no_crime",
    )
    yield (
        "shenhe",
        "review_legality",
        {**dict.fromkeys(points, True), "passed": True, "opinion": "事实清楚，证据充分，程序合法，同意按拟处理意见告知。"},
        0,
        False,
    )
    yield (first, "give_notice", {**shared, "reason": case["cause"] + "，依法应予处罚。", "kinds": case["kinds"], **_fine(case)}, 0, True)
    served = {"mode": "直接送达", "place_text": case["place_text"], "receiver": case["party"]["name"], "receiver_signed": True}
    yield (first, "serve", {**served, "paper": "penalty_notice"}, 0, True)
    waived = case.get("statement_waived", False)
    stated = (
        {"mode": "书面放弃", "content": "当事人书面表示不陈述、申辩。"}
        if waived
        else {"mode": "提出意见", "content": case.get("statement", ""), "review_opinion": case.get("statement_answer", "")}
    )
    yield (first, "hear_statement", stated, 1, True)
    decide = {
        **shared,
        "statement_answer": case.get("statement_answer", ""),
        "discretion": case.get("discretion", ""),
        "kinds": case["kinds"],
        **_fine(case),
    }
    yield ("fuzeren", "decide", {**decide, "correction": case.get("correction", "")}, 1 if waived else 14, False)
    yield (first, "serve", {**served, "paper": "penalty_decision"}, 1, True)
    yield from _payment(case)


def _payment(case: Case) -> Iterator[Doing]:
    receipt = f"冀财票{sum(map(ord, case['summary'])) % 10**8:08d}"
    yield ("shouli", "record_payment", {"channel": "银行", "amount_fen": Yuan(case["fine"]).fen, "receipt_no": receipt}, 3, False)


def _fine(case: Case) -> dict[str, int]:
    return {"fine_fen": Yuan(case["fine"]).fen} if case.get("fine") else {}
