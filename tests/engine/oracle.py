"""A second opinion on every accepted act, written apart from the rules and gates: plain Python over the list of acts.

Nothing of ``yifa.law``, ``yifa.casework`` or the engine's judging is imported; days of work are counted here anew.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tests.doubles.institution import BODIES, CLASSES, GRIDS, HELD, ITEMS, LIAISONS, OFFICERS
from yifa.docket.core.act import Act
from yifa.kernel.actor import Actor

CALENDARS = Path(__file__).parents[2] / "profiles" / "national" / "calendars"
BEIJING = timezone(timedelta(hours=8))

ONE_OF = {
    "register_lead": "intake officer",
    "refer_lead": "head",
    "decline_filing": "head",
    "assist_police": "officer intake",
    "add_note": "intake officer reviewer head supervisor",
    "join_report": "intake",
    "open_reporter": "intake head supervisor",
    "check_on_spot": "officer",
    "propose_filing": "officer",
    "approve_filing": "head",
    "take_evidence": "officer",
    "tell_camera_record": "officer",
    "inquire": "officer",
    "report_investigation": "officer",
    "review_legality": "reviewer",
    "give_notice": "officer",
    "serve": "officer",
    "hear_statement": "officer",
    "request_hearing": "intake officer",
    "notify_hearing": "reviewer",
    "hold_hearing": "reviewer",
    "discuss_collectively": "head",
    "decide": "head",
    "decide_no_penalty": "head",
    "drop_case": "head",
    "publish_decision": "officer intake",
    "withdraw_publication": "officer intake",
    "receive_remedy": "intake officer",
    "answer_remedy": "reviewer officer",
    "end_remedy": "reviewer intake",
    "punish_on_spot": "officer",
    "report_spot": "officer",
    "record_payment": "intake officer",
    "close_case": "head",
    "archive_case": "officer intake",
    "request_recusal": "officer intake",
    "decide_recusal": "head",
    "suspend_inquiry": "head",
    "resume_inquiry": "head",
    "commission_test": "officer",
    "record_test": "officer",
    "extend_term": "head",
    "plan_inspection": "officer",
    "approve_inspection": "head",
    "inspect_enterprise": "officer",
    "publish_inspection": "officer",
}
_HEADS = """approve_measure decide_preserved extend_sealing dispose_sealed defer_payment settle_surcharge apply_to_court suspend_execution
    resume_execution end_execution decide_transfer object_to_police decide_execution"""
_OFFICERS = "preserve_evidence seal_property demand serve_demand report_crime hand_to_police hand_over_exhibits carry_out"
ONE_OF |= dict.fromkeys(_HEADS.split(), "head") | dict.fromkeys(_OFFICERS.split(), "officer")
ONE_OF |= dict.fromkeys(("record_court", "record_police_result"), "officer intake")
ONE_OF |= dict.fromkeys(["file_event", "verify_event", "merge_event", "link_event"], "intake")
ONE_OF |= dict.fromkeys(
    ["give_order", "reply_source", "close_event", "extend_limit", "hang_event", "resume_event", "blow_whistle", "score_whistle"],
    "intake head",
)
ONE_OF |= dict.fromkeys(["take_order", "arrive", "handle_event", "return_order"], "officer intake head") | {
    "escalate_event": "intake head supervisor"
}
#: done by bodies that were called in
BY_CALLED = dict.fromkeys(["report_assistance", "answer_whistle", "arrive_whistle", "finish_whistle"], "officer intake head")
AS_SENT = ("take_order", "arrive", "handle_event")
LIMITING = ("file_event", "extend_limit", "resume_event")
CALLED_TOO = ("take_order", "arrive", "handle_event", "return_order", "finish_task")
ONE_OF |= BY_CALLED
ONE_OF |= dict.fromkeys(["hold_meeting", "decide_task", "close_meeting", "plan_patrol"], "intake head")
ONE_OF |= dict.fromkeys(["finish_task", "walk_patrol", "finish_patrol"], "officer intake head")
ONE_OF |= dict.fromkeys(["draw_camera", "record_view", "finish_check"], "officer intake head supervisor")
ONE_OF |= dict.fromkeys(["register_complaint", "examine_complaint", "answer_complaint"], "supervisor justice")
#: with which a docket begins, and what may follow there and nowhere else
APART = {
    "hold_meeting": "decide_task finish_task close_meeting",
    "plan_patrol": "walk_patrol finish_patrol",
    "draw_camera": "record_view finish_check",
    "register_complaint": "examine_complaint answer_complaint",
}
ENDING_APART = {kinds.split()[-1] for kinds in APART.values()}
NOT_OF_LEADS = frozenset(" ".join([*APART, *APART.values()]).split())


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BY_TWO = _names(
    """check_on_spot propose_filing take_evidence inquire report_investigation give_notice serve hear_statement punish_on_spot
    preserve_evidence seal_property demand serve_demand report_crime hand_to_police hand_over_exhibits carry_out"""
)
HANDLING = BY_TWO - {"serve"} - _names("demand serve_demand hand_to_police hand_over_exhibits carry_out")
BY_TWO |= _names("commission_test record_test plan_inspection inspect_enterprise")
HANDLING |= _names("commission_test record_test")
#: domains whose department knows suspension
SUSPENDING = {"城市管理", "市场监管"}
#: domain -> longest first extension, longest second (None: no fixed limit)
EXTENSIONS: dict[str, tuple[int, int | None]] = {"城市管理": (30, 60), "市场监管": (30, None), "农业": (30, None)}
ONLY_ONCE = _names(
    """register_lead refer_lead decline_filing approve_filing request_hearing hold_hearing decide decide_no_penalty drop_case
    punish_on_spot report_spot close_case archive_case end_execution close_event merge_event
    hold_meeting close_meeting plan_patrol finish_patrol draw_camera finish_check register_complaint answer_complaint"""
)
BEFORE_DECISION = _names(
    """take_evidence tell_camera_record inquire report_investigation review_legality give_notice hear_statement request_hearing
    notify_hearing hold_hearing discuss_collectively decide decide_no_penalty drop_case
    approve_measure preserve_evidence seal_property"""
)
BEFORE_DECISION |= _names("""request_recusal decide_recusal suspend_inquiry resume_inquiry commission_test record_test extend_term""")
AFTER_FILING = _names("decide_preserved extend_sealing dispose_sealed report_crime decide_transfer hand_to_police record_police_result")
NEEDS_FILING = BEFORE_DECISION | AFTER_FILING | {"serve", "decide"}
ENFORCING = _names(
    """defer_payment settle_surcharge demand serve_demand apply_to_court suspend_execution resume_execution end_execution
    decide_execution carry_out"""
)
LEAD_ACTS = _names(
    """register_lead refer_lead decline_filing propose_filing punish_on_spot report_spot
    file_event give_order take_order arrive handle_event report_assistance return_order verify_event reply_source close_event
    extend_limit hang_event resume_event merge_event link_event escalate_event
    blow_whistle answer_whistle arrive_whistle finish_whistle score_whistle
    plan_inspection approve_inspection inspect_enterprise publish_inspection"""
)
#: what follows a decision, until the file is archived
AFTERMATH = _names("publish_decision withdraw_publication receive_remedy answer_remedy end_remedy")
AFTER_CLOSING = AFTERMATH | {"archive_case", "add_note", "assist_police", "open_reporter"}
OUR_OWN = {"巡查发现", "视频发现"}
HEAVY = {"降低资质等级", "吊销许可证件", "责令停产停业", "责令关闭", "限制从业"}
STATEMENT_DAYS = {"农业": 3}
#: the table of the item RULED until TURN: circumstances → the fines of their tier in fen
TIERS = {"面积：中\n后果：无": (5_000, 153_500), "面积：大\n后果：无": (153_500, 351_500), "面积：大\n后果：有": (351_500, 500_000)}
TURN = date(2026, 4, 1)


def _calendar() -> tuple[set[date], set[date]]:
    off: set[date] = set()
    work: set[date] = set()
    for file in CALENDARS.glob("*.toml"):
        year = tomllib.loads(file.read_text(encoding="utf-8"))
        for entry in year["off"]:
            first, last = entry if isinstance(entry, list) else (entry, entry)
            off |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
        work |= set(year["makeup"])
    return off, work


OFF, MAKEUP = _calendar()


def day(act: Act) -> date:
    return act.happened_at.astimezone(BEIJING).date()


def _works(on: date) -> bool:
    return on in MAKEUP or (on not in OFF and on.weekday() < 5)


def after_days_of_work(start: date, count: int) -> date:
    """The last of ``count`` days of work after ``start``."""
    on = start
    while count:
        on += timedelta(days=1)
        if _works(on):
            count -= 1
    return on


def wrongs(acts: Sequence[Act], people: dict[str, Actor], *, body: str, place: str, out: Mapping[str, UUID] | None = None) -> list[str]:
    """What is unlawful about the last of these acts, the others having been accepted before it. ``out``: officer → where he was out."""
    *before, act = acts
    found = list(_wrongs(list(before), act, people, body, place))
    elsewhere = act.kind == "give_order" and any((out or {}).get(code, act.docket) != act.docket for code in act.payload["officers"])
    if elsewhere and not _judged(act, "dispatch.not_elsewhere"):
        found.append("sent while out elsewhere without a word")
    return found


def sent(acts: Sequence[Act]) -> tuple[str, ...]:
    """Who is out on the event of this docket."""
    last = _last(acts, "give_order")
    ended = any(
        one.kind in ("close_event", "merge_event", "decline_filing", "refer_lead", "approve_filing", "punish_on_spot") for one in acts
    )
    return tuple(last.payload["officers"]) if last and not ended and _event_state(acts) == "out" else ()


def _last(acts: Sequence[Act], *kinds: str) -> Act | None:
    return next((act for act in reversed(acts) if act.kind in kinds), None)


def _judged(act: Act, rule: str) -> bool:
    return any(ground["rule"] == rule and ground.get("judged") for ground in act.grounds)


def _item(acts: Sequence[Act]) -> str:
    return next((act.payload["item"] for act in reversed(acts) if act.payload.get("item")), "")


def _party(acts: Sequence[Act]) -> str:
    return next((act.payload["party"]["type"] for act in reversed(acts) if act.payload.get("party")), "person")


def _wrongs(before: list[Act], act: Act, people: dict[str, Actor], body: str, place: str) -> Iterator[str]:
    kind, done, acts, today = act.kind, {one.kind for one in before}, [*before, act], day(act)
    said = act.payload
    called = [] if kind not in (*BY_CALLED, *CALLED_TOO) else _called_in(before)
    bodies = called if kind in BY_CALLED else [body, *called]
    roles = ONE_OF["register_complaint" if before and before[0].kind == "register_complaint" else kind]
    held = [post for post in people[act.actor["user"]].posts if post.role.value in roles.split()]
    if not any(post.covers(one, place if one == body else None) for post in held for one in bodies):
        yield "by somebody without the role"
    if act.in_name_of not in bodies or not any(post.covers(act.in_name_of, place if act.in_name_of == body else None) for post in held):
        yield "in the name of a body that is not the actor's"
    if kind in AS_SENT and not _judged(act, "dispatch.as_sent") and all(post.role.value == "officer" for post in held):
        order = _last(before, "give_order")
        acting = {act.actor["officer"], *(one["code"] for one in act.officers if kind == "handle_event")}
        if order and order.payload["officers"] and not acting & set(order.payload["officers"]):
            yield "by another than those sent"
    if not before and kind not in ("register_lead", *APART):
        yield "a docket that begins with nothing it can begin with"
    apart = APART.get(before[0].kind) if before else None
    if apart is not None and kind not in apart.split() and not (kind == "open_reporter" and before[0].kind == "register_complaint"):
        yield "an act of another procedure"
    if before and apart is None and kind in NOT_OF_LEADS:
        yield "an act of a procedure that stands apart"
    if before and act.recorded_at < before[-1].recorded_at:
        yield "recorded before the act before it"
    if act.happened_at > act.recorded_at:
        yield "happened after it was recorded"
    ended = done & ({"archive_case", "refer_lead", "decline_filing", "close_event", "merge_event"} | ENDING_APART)
    if ended and kind != "open_reporter" and (kind != "add_note" or "archive_case" in done):
        yield "after the end"
    if done & {"close_case", "drop_case"} and kind not in AFTER_CLOSING:
        yield "after closing"
    if kind in ONLY_ONCE and kind in done:
        yield "done twice"
    if kind in NEEDS_FILING and "approve_filing" not in done:
        yield "no case was filed"
    if kind in BEFORE_DECISION and done & {"decide", "decide_no_penalty", "punish_on_spot"}:
        yield "a step before the decision after it"
    if kind in ENFORCING and (_in_force(before) is None or "decide" not in done):
        yield "enforced before the decision was served"
    if kind in BY_TWO:
        yield from _officers(acts, act, people, body, place)
    if kind not in LEAD_ACTS | NOT_OF_LEADS and "approve_filing" in done:
        yield from _withdrawn(before, act)
    if kind in ("report_investigation", "give_notice", "decide") and _suspended(before):
        yield "while the inquiry is suspended"
    yield from _CHECKS[kind](before, act, today, said, body, place) if kind in _CHECKS else ()


def _called_in(before: list[Act]) -> list[str]:
    named: list[str] = []
    for one in before:
        if one.kind == "give_order":
            named += [one.payload["team"], *one.payload["assisting"]]
        if one.kind in ("blow_whistle", "hold_meeting"):
            named += one.payload["bodies"]
        if one.kind == "decide_task":
            named.append(one.payload["body"])
    return named


def _event_state(before: Sequence[Act]) -> str:
    """Where the event stands, told act by act."""
    state = "new"
    for one in before:
        match one.kind:
            case "file_event":
                state = "filed"
            case "give_order":
                state = "out"
            case "handle_event":
                state = "done"
            case "return_order":
                state = "filed"
            case "verify_event":
                state = "settled" if one.payload["settled"] else "filed"
            case "hang_event":
                state = "aside"
            case "resume_event":
                state = "filed"
    return state


def _due_after(start: datetime, count: int, unit: str) -> datetime:
    """Minute by minute through the hours of work, or straight on."""
    if unit in ("小时", "天"):
        return start + timedelta(hours=count if unit == "小时" else 24 * count)
    if unit == "工作日":
        last = after_days_of_work(start.astimezone(BEIJING).date(), count)
        return datetime(last.year, last.month, last.day, 17, 30, tzinfo=BEIJING)
    moment, left = start.astimezone(BEIJING), count * 60
    while left:
        clock = (moment.hour, moment.minute)
        left -= _works(moment.date()) and ((8, 30) <= clock < (12, 0) or (13, 30) <= clock < (17, 30))
        moment += timedelta(minutes=1)
    return moment


def _file(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if _event_state(before) not in ("new", "filed", "settled", "done"):
        yield "filed while somebody is out or while set aside"
    if _event_state(before) in ("settled", "done"):
        yield "filed after the work"
    known = CLASSES.get(said["event_kind"])
    if known is None:
        if not _judged(act, "dispatch.catalogue_limit"):
            yield "filed under no class"
    elif (said["limit"], said["unit"], said["recorded"]) != (known.limit, known.unit, known.recorded) and not said["reason"]:
        yield "another limit than the catalogue's"
    if said["grid"] and said["grid"] not in GRIDS:
        yield "filed under a grid that is not there"
    midnight = datetime(today.year, today.month, today.day, tzinfo=BEIJING)
    # a form may have been opened on the evening before; what begins earlier never ends later
    first, last = (_due_after(midnight + timedelta(days=days), said["limit"], said["unit"]) for days in (-1, 1))
    if not first <= datetime.fromisoformat(said["due_at"]) <= last:
        yield "due at a moment nobody reckons"
    yield from _ahead(act, said["due_at"])


def _order(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    if _event_state(before) not in ("filed", "out"):
        yield "an order before filing, while set aside, or after the work"
    if _event_state(before) == "out" and not _judged(act, "dispatch.not_working"):
        yield "replaced who was sent without a word"
    filed = _last(before, "file_event")
    domain = CLASSES[filed.payload["event_kind"]].domain if filed and filed.payload["event_kind"] in CLASSES else ""
    if len(set(said["officers"])) < 2:
        yield "fewer than two sent"
    for code in said["officers"]:
        officer = OFFICERS.get(code)
        if officer is None or officer.assistant or officer.valid_from is None or officer.body != said["team"]:
            yield f"{code} is no officer of the team"
        elif not officer.valid_from <= today < (officer.valid_until or date.max) or (domain and domain not in officer.domains):
            yield f"{code} has no certificate for it"
        elif not place.startswith(officer.region):
            yield f"{code} has no certificate for the place"
    if filed and filed.payload["recorded"] and "E-01" not in said["equipment"] and not _judged(act, "dispatch.recorder"):
        yield "nothing to record with"
    item = CLASSES[filed.payload["event_kind"]].item if filed and filed.payload["event_kind"] in CLASSES else ""
    powerful = _holder(item, today) in (said["team"], *said["assisting"]) if item else True
    if not powerful and not _judged(act, "dispatch.with_power"):
        yield "without power"
    if said["overruled"] and not said["reason"]:
        yield "overruled without a word"


def _under_order(before: list[Act], act: Act, *_: object) -> Iterator[str]:
    if _event_state(before) not in ("out", "done", "settled"):
        yield "without an order that stands"
    last = next((one for one in reversed(before) if one.kind in ("give_order", act.kind)), None)
    if act.kind in ("take_order", "handle_event") and last is not None and last.kind == act.kind:
        yield "twice under one order"
    here, there = ([float(one.payload.get(name) or "nan") for name in ("longitude", "latitude")] for one in (act, before[0]))
    # some 500 metres, as wide as a degree is where the walks go
    far = act.kind == "arrive" and math.hypot((here[0] - there[0]) * 87_800, (here[1] - there[1]) * 111_195) > 501
    if far and not _judged(act, "dispatch.arrived_there"):
        yield "arrived far away without a word"


def _merge_event(before: list[Act], *_: object) -> Iterator[str]:
    if _event_state(before) == "out":
        yield "merged while somebody was out on it"


def _verify_event(before: list[Act], *_: object) -> Iterator[str]:
    if _event_state(before) != "done":
        yield "verified before it was handled"


def _close_event(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if _event_state(before) != "settled":
        yield "closed before it was verified"
    yield from _reply(before, act, today, said)
    called = sum(len(set(one.payload["bodies"])) for one in before if one.kind == "blow_whistle")
    if called > sum(one.kind == "finish_whistle" for one in before) and not _judged(act, "dispatch.nobody_on_the_way"):
        yield "closed while somebody was on the way"


def _waits(before: list[Act]) -> bool:
    return any(one.payload["source"] not in OUR_OWN for one in before if one.kind in ("register_lead", "join_report"))


def _extend_limit(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    limits = [one.payload["due_at"] for one in before if one.kind in LIMITING and one.payload.get("due_at")]
    if not limits or _event_state(before) == "aside":
        yield "no limit to put off"
    elif datetime.fromisoformat(said["due_at"]) <= datetime.fromisoformat(limits[-1]):
        yield "put off to an earlier moment"
    yield from _ahead(act, said["due_at"])
    if any(one.kind == "extend_limit" for one in before) and not _judged(act, "dispatch.extension"):
        yield "put off again without a word"
    filed = _last(before, "file_event")
    if limits and filed and not _judged(act, "dispatch.extension_span"):
        standing, new = datetime.fromisoformat(limits[-1]), datetime.fromisoformat(said["due_at"])
        if new - standing > timedelta(days=365):
            yield "put off by more than a year without a word"
        elif new > _due_after(standing, filed.payload["limit"], filed.payload["unit"]):
            yield "put off by longer than it was without a word"


def _ahead(act: Act, moment: str | None) -> Iterator[str]:
    if moment and datetime.fromisoformat(moment) + timedelta(minutes=1) <= act.happened_at:
        yield "planned for what is past"


def _hang(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if _event_state(before) in ("new", "aside"):
        yield "set aside before it was filed, or twice"
    yield from _ahead(act, said.get("until"))


def _whistled(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    yield from _ahead(act, said["by_at"])
    if not set(said["bodies"]) <= set(LIAISONS) and not _judged(act, "dispatch.whistle_heard"):
        yield "called whom nobody answers for without a word"


def _resume_event(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if _event_state(before) != "aside":
        yield "resumed though not set aside"
    yield from _ahead(act, said.get("due_at"))
    limit = next((one for one in reversed(before) if one.kind in LIMITING and one.payload.get("due_at")), None)
    hung = _last(before, "hang_event")
    if said.get("due_at") and limit and hung and not _judged(act, "dispatch.resumed_limit"):
        back = act.happened_at - hung.happened_at
        if datetime.fromisoformat(said["due_at"]) > datetime.fromisoformat(limit.payload["due_at"]) + back:
            yield "more time than it was set aside without a word"


def _answered(before: list[Act], act: Act, *_: object) -> Iterator[str]:
    """One whistle a body has at a time is enough for the walks: they whistle for one body alone."""
    own = [one.kind for one in before if one.kind == "blow_whistle" or one.in_name_of == act.in_name_of]
    calls = own.count("blow_whistle")
    step = {"answer_whistle": 0, "arrive_whistle": 1, "finish_whistle": 2}[act.kind]
    done = [own.count(kind) for kind in ("answer_whistle", "arrive_whistle", "finish_whistle")]
    if done[step] >= calls:
        yield "more often than called"
    if step == 2 and done[1] <= done[2]:
        yield "finished before arriving"
    if step == 0 and act.actor["officer"] != LIAISONS.get(act.in_name_of) and not _judged(act, "dispatch.liaison"):
        yield "answered by another than the liaison"


def _score_whistle(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    calls = sum(said["body"] in one.payload["bodies"] for one in before if one.kind == "blow_whistle")
    scores = sum(one.payload["body"] == said["body"] for one in before if one.kind == "score_whistle")
    finished = sum(one.kind == "finish_whistle" and one.in_name_of == said["body"] for one in before)
    if scores >= calls:
        yield "scored more often than called"
    if finished <= scores and not _judged(act, "dispatch.whistle_scored"):
        yield "scored before it finished"


def _meeting(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    yield from _ahead(act, said["meets_at"])
    yield from (f"{body} is nobody's name" for body in said["bodies"] if body not in BODIES)


def _decide_task(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if date.fromisoformat(said["due_on"]) < today:
        yield "a task for what is past"
    if said["body"] not in BODIES:
        yield "a task of nobody"


def _left(before: list[Act]) -> dict[int, str]:
    """The tasks that are not done: number → whose."""
    left: dict[int, str] = {}
    given = 0
    for one in before:
        if one.kind == "decide_task":
            given += 1
            left[given] = one.payload["body"]
        if one.kind == "finish_task":
            left.pop(one.payload["task"], None)
    return left


def _finish_task(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    left = _left(before)
    if said["task"] not in left:
        yield "no such task, or done before"
    elif left[said["task"]] != act.in_name_of:
        yield "the task of another"


def _close_meeting(before: list[Act], act: Act, *_: object) -> Iterator[str]:
    nothing = not any(one.kind == "decide_task" for one in before)
    if (nothing or _left(before)) and not _judged(act, "dispatch.tasks_done"):
        yield "a meeting that settled nothing, or not all, without a word"


def _sm3(text: str) -> str:
    return hashlib.new("sm3", text.encode()).hexdigest()


def _own_seed(act: Act, listed: object) -> bool:
    """Did this place itself draw the seed for this list?"""
    digest = _sm3(json.dumps(listed, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
    ticket = hmac.new(str(settings.PRIVATE_SECRET).encode(), f"draw/{act.docket}/{act.payload['seed']}/{digest}".encode(), "sha256")
    return digest == act.payload["pool_digest"] and ticket.hexdigest() == act.payload["ticket"]


def _plan_patrol(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    weights = dict(zip(said["pool"], said["weights"], strict=True))
    if len(weights) != len(said["pool"]) or not _own_seed(act, [[code, weights[code]] for code in sorted(weights)]):
        yield "a draw with a list or a seed of one's own"
    chances = {code: (int(_sm3(f"{said['seed']}\n{code}"), 16) + 1) / (2**256 + 1) for code in weights}
    late = {code: -math.log(chance) / (weights[code] or 1) for code, chance in chances.items()}
    cold, hot = ([code for code in sorted(late, key=late.__getitem__) if bool(weights[code]) == warm] for warm in (False, True))
    quiet = min(len(cold), said["count"] // 3)
    warm = hot[: said["count"] - quiet]
    if sorted([*warm, *cold[: said["count"] - len(warm)]]) != said["grids"]:
        yield "grids that were not drawn"


def _walked(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if said["grid"] not in before[0].payload["grids"]:
        yield "walked where nobody was sent"
    if not set(said["found"]) <= set(said["looked"]):
        yield "found what nobody looked at"


def _draw_camera(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if len(set(said["pool"])) != len(said["pool"]) or not _own_seed(act, sorted(said["pool"])):
        yield "a draw with a list or a seed of one's own"
    if said["camera"] != min(said["pool"], key=lambda code: _sm3(f"{said['seed']}\n{code}")):
        yield "a camera that was not drawn"


def _withdrawn(before: list[Act], act: Act) -> Iterator[str]:
    out: dict[str, bool] = {}
    for one in before:
        if one.kind == "request_recusal" and one.payload["requested_by"] == "执法人员本人":
            out[one.payload["whose"]] = True
        if one.kind == "decide_recusal":
            out[one.payload["whose"]] = one.payload["decision"] == "决定回避"
    acting = {act.actor["officer"]} | {officer["code"] for officer in act.officers}
    if any(gone and whose in acting for whose, gone in out.items()):
        yield "by somebody who withdrew"


def _suspended(before: list[Act]) -> bool:
    last = _last(before, "suspend_inquiry", "resume_inquiry")
    return last is not None and last.kind == "suspend_inquiry"


def _suspend(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if _suspended(before):
        yield "suspended twice"
    if ITEMS[_item(before)].domain not in SUSPENDING or said["ground"] == "其他情形":
        yield "suspended without a provision"


def _resume(before: list[Act], *_: object) -> Iterator[str]:
    if not _suspended(before):
        yield "resumed though not suspended"


def _decide_recusal(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    last = next((one for one in reversed(before) if one.payload.get("whose") == said["whose"]), None)
    if last is None or last.kind != "request_recusal":
        yield "nobody asked"


def _tested(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    last = next((one for one in reversed(before) if one.payload.get("subject") == said["subject"]), None)
    if last is None or last.kind != "commission_test":
        yield "nobody commissioned it"


def _extend(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    first, second = EXTENSIONS[ITEMS[_item(before)].domain]
    earlier = sum(one.kind == "extend_term" for one in before)
    if not earlier:
        if said["extended_by"] > first:
            yield "extended too far"
    elif ITEMS[_item(before)].domain == "农业":
        if not _judged(act, "deadlines.extension"):
            yield "extended without the superior"
    elif not said["collective"] or (second is not None and (said["extended_by"] > second or earlier > 1)):
        yield "extended again too far or alone"


def _plan_inspection(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if not said["listed"] or said["basis_level"] == "没有依据" or not said["why_on_site"]:
        yield "an inspection without basis"
    if said.get("cap") is not None and said["done_this_year"] >= said["cap"] and said.get("trigger", "按计划") == "按计划":
        yield "over the cap"


def _inspect(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    own = [one for one in before if one.payload.get("enterprise") == said["enterprise"] and one.kind != "publish_inspection"]
    if not said["urgent"] and (not own or own[-1].kind != "approve_inspection"):
        yield "inspected without approval"
    yield from _shown(before, act, today, said, "", "")


def _officers(acts: list[Act], act: Act, people: dict[str, Actor], body: str, place: str) -> Iterator[str]:
    codes = {officer["code"] for officer in act.officers}
    if len(codes) < 2:
        yield "fewer than two officers"
    domain = ITEMS[_item(acts)].domain if _item(acts) else ""
    for code in sorted(codes):
        officer, today = OFFICERS[code], day(act)
        if officer.assistant or officer.valid_from is None:
            yield f"{code} is no officer"
        elif not (officer.valid_from <= today and (officer.valid_until is None or today < officer.valid_until)):
            yield f"{code} has no certificate in force"
        elif domain and domain not in officer.domains:
            yield f"{code} has no certificate for {domain}"
        elif not place.startswith(officer.region):
            yield f"{code} has no certificate for the place"
        if officer.body != body:
            yield f"{code} belongs to another body"
    if people[act.actor["user"]].officer not in codes:
        yield "recorded by an officer who was not there"


def _holder(item: str, on: date) -> str:
    return next(held.body for held in HELD[item] if on < held.until)


def _penalty(acts: list[Act], act: Act) -> Iterator[str]:
    item, party = ITEMS[_item(acts)], _party(acts)
    kinds, fine = set(act.payload["kinds"]), act.payload.get("fine_fen")
    if not kinds <= set(item.kinds):
        yield "a kind of penalty the item does not know"
    if ("罚款" in kinds) != bool(fine):
        yield "a fine without an amount, or the other way round"
    span = next(one for one in item.fines if one.party == party)
    if fine is not None and fine > span.high_fen:
        yield "over the range"
    if fine and fine < span.low_fen and not _judged(act, "decision.within_range"):
        yield "under the range and nobody said why"


def _discretion(before: list[Act], act: Act) -> Iterator[str]:
    """Of an item with a published table: applied as reported, left only with reason, and in a decision with approval."""
    fine, report = act.payload.get("fine_fen"), _last(before, "report_investigation")
    if _item(before) != "RULED" or not fine or report is None:
        return
    if report.payload["benchmark"] != "CG-T1":
        yield "the published table was not applied"
        return
    if report.payload["circumstances"] not in TIERS or day(act) >= TURN:
        yield "circumstances of no tier"
        return
    low, high = TIERS[report.payload["circumstances"]]
    if low <= fine <= high:
        return
    if not act.payload.get("departure_reason") and not report.payload["departure_reason"]:
        yield "outside the tier without a reason"
    approval = act.payload["departure_approval"] if act.kind == "decide" else "not yet"
    if not approval or (approval == "本机关集体讨论通过" and not any(one.kind == "discuss_collectively" for one in before)):
        yield "outside the tier without approval"


def _handlers(before: list[Act]) -> set[str]:
    handling = [one for one in before if one.kind in HANDLING]
    return {officer["code"] for one in handling for officer in one.officers} | {
        one.actor["officer"] or one.actor["user"] for one in handling
    }


def _apart(before: list[Act], act: Act, *_: object) -> Iterator[str]:
    if (act.actor["officer"] or act.actor["user"]) in _handlers(before):
        yield "by one who handled the case"


def _spot(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    yield from _penalty([*before, act], act)
    if not any(one.kind == "check_on_spot" and day(one) <= today for one in before):
        yield "punished without a check"
    if _holder(said["item"], today) != body:
        yield "no power over the item"
    if not set(said["kinds"]) <= {"警告", "罚款"}:
        yield "on the spot only warning and fine"
    if said.get("fine_fen", 0) > (300_000 if said["party"]["type"] == "organisation" else 20_000):
        yield "too much for the spot"
    for member in ("facts_clear", "certificate_shown", "told_rights", "heard", "delivered"):
        if not said[member]:
            yield f"not {member}"
    yield from _limitation(before, said)


def _limitation(before: list[Act], said: dict) -> Iterator[str]:
    if said.get("act_ended_on"):
        ended, found = date.fromisoformat(said["act_ended_on"]), day(before[0])
        years = 5 if said.get("five_years") else 2
        if (found.year - years, found.month, found.day) > (ended.year, ended.month, ended.day):
            yield "too long ago"


def _propose(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    if not any(one.kind == "check_on_spot" and day(one) <= today for one in before):
        yield "proposed without a check"
    if _holder(said["item"], today) != body:
        yield "no power over the item"
    if not said["prima_facie"]:
        yield "nothing prima facie"
    yield from _limitation(before, said)


def _approve(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    if not any(one.kind == "propose_filing" for one in before):
        yield "nobody proposed it"
    yield from _apart(before, act)
    if _holder(_item(before), today) != body:
        yield "no power over the item"


CAMERA = ("camera_legal_review", "camera_technical_review", "camera_published", "camera_record_reviewed", "camera_record_good")


def _evidence(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    if said.get("by_camera") and not all(said.get(name) for name in CAMERA):
        yield "a camera nobody reviewed"


def _untold(before: list[Act]) -> Iterator[str]:
    if any(one.kind == "take_evidence" and one.payload.get("by_camera") for one in before):
        told = [one.payload for one in before if one.kind == "tell_camera_record"]
        if not told or not (told[-1]["look"] and told[-1]["objections"]):
            yield "the party was not told what a camera recorded"


def _shown(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    if not said["certificate_shown"]:
        yield "no certificate shown"


def _report(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    yield from _penalty([*before, act], act)
    if not any(one.kind in ("take_evidence", "inquire", "check_on_spot") for one in before):
        yield "no evidence"
    if _holder(_item(before), today) != body:
        yield "no power over the item"


def _review(before: list[Act], act: Act, *_: object) -> Iterator[str]:
    if not any(one.kind == "report_investigation" for one in before):
        yield "reviewed before the report"
    yield from _apart(before, act)
    points = [value for name, value in act.payload.items() if name not in ("passed", "opinion", "first_time", "qualified")]
    if act.payload["passed"] and not all(points):
        yield "passed over an objection"
    if act.payload.get("first_time") and not OFFICERS[act.actor["officer"]].legally_qualified:
        yield "a first reviewer without the examination"


def _unreviewed(before: list[Act], said: dict) -> Iterator[str]:
    report, review, hearing = _last(before, "report_investigation"), _last(before, "review_legality"), _last(before, "hold_hearing")
    if report is None:
        yield "no report"
    elif review is None or review.seq < report.seq or not review.payload["passed"] or (hearing and hearing.seq > review.seq):
        yield "no review that passed"
    elif (said.get("fine_fen"), set(said["kinds"])) != (report.payload.get("fine_fen"), set(report.payload["kinds"])):
        yield "not what was reviewed"


def _notice(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    yield from _penalty([*before, act], act)
    yield from _unreviewed(before, said)
    yield from _discretion(before, act)
    item, party = ITEMS[_item(before)], _party(before)
    large = (said.get("fine_fen") or 0) >= item.hearing_threshold_fen[party]
    if (large or set(said["kinds"]) & HEAVY) and not said.get("hearing_offered"):
        yield "no hearing offered"


PAPERS = {"penalty_notice": "give_notice", "penalty_decision": "decide"}


def _serve(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    made = _last(before, PAPERS[said["paper"]])
    if made is None:
        yield "served what was not made"
    elif day(made) > today:
        yield "served before it was made"
    signed, kept = said["receiver_signed"], bool(said.get("recorded")) or bool(act.evidence)
    proofs = {
        "直接送达": signed,
        "留置送达": bool(said.get("witness")) or kept,
        "邮寄送达": signed or kept,
        "电子送达": bool(said.get("consent")) and kept,
        "公告送达": bool(said.get("other_ways_failed")) and kept,
    }
    if not proofs[said["mode"]]:
        yield "no proof of service"
    if said["mode"] == "电子送达" and said["paper"] == "penalty_decision" and not said["reconsideration_channel"]:
        yield "no channel for the application"


def _served(before: list[Act], paper: str) -> date | None:
    """The day on which the paper as last made takes effect."""
    made = _last(before, PAPERS[paper])
    service = next(
        (one for one in reversed(before) if made and one.seq > made.seq and one.kind == "serve" and one.payload["paper"] == paper), None
    )
    if service is None:
        return None
    if service.payload["mode"] != "公告送达":
        return day(service)
    served = day(service) + timedelta(days={"农业": 60}.get(ITEMS[_item(before)].domain, 30))
    return served if _works(served) else after_days_of_work(served, 1)


def _after_notice(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    served = _served(before, "penalty_notice")
    if served is None or served > today:
        yield "no notice served"


def _call(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    yield from _apart(before, act)
    if not any(one.kind == "request_hearing" for one in before):
        yield "nobody asked for a hearing"
    if date.fromisoformat(said["hearing_on"]) <= after_days_of_work(today, 7):
        yield "called too late"
    if said["held_open"] == said["secret"]:
        yield "open with secrets, or closed without"


def _hearing(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    yield from _apart(before, act)
    asked, call = _last(before, "request_hearing"), _last(before, "notify_hearing")
    if asked is None:
        yield "nobody asked for a hearing"
        return
    if call is None or call.seq < asked.seq:
        yield "nobody was called"
        return
    if today <= after_days_of_work(day(call), 7):
        yield "called too late"
    if today.isoformat() != call.payload["hearing_on"]:
        yield "held on another day than told"
    agents = [line for line in said["agents"].splitlines() if line.strip()]
    if len(agents) > 2 or (agents and not said["authorised"]):
        yield "agents too many or without authority"
    if said["ended_for_absence"]:
        if said["excuse"] == "有正当理由" or (not said["excuse"] and not _judged(act, "notice.hearing_absence")):
            yield "ended though nobody found the absence unexcused"
    elif not (said["presented"] and said["answered"] and (said["signature"] == "已签名" or said["refusal_noted"])):
        yield "a hearing without its record"


def _decide(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    yield from _penalty([*before, act], act)
    yield from _unreviewed(before, said)
    yield from _apart(before, act)
    yield from _untold(before)
    yield from _discretion(before, act)
    if ITEMS[_item(before)].penalty.law == "大气污染防治法" and today >= date(2026, 8, 15):
        yield "by a law that was repealed"
    if _holder(_item(before), today) != body:
        yield "no power over the item"
    yield from _replaced(before)
    urgent = _unapproved(before)
    if urgent and today > day(urgent) + timedelta(days=1):
        yield "an urgent measure nobody approved"
    notice, served = _last(before, "give_notice"), _served(before, "penalty_notice")
    if notice is None or served is None or served > today:
        yield "no notice served"
        return
    statement = next((one for one in before if one.kind == "hear_statement" and one.seq > notice.seq), None)
    statements = [one for one in before if one.kind == "hear_statement" and one.seq > notice.seq]
    waived = bool(statements) and statements[-1].payload["mode"] == "书面放弃"
    over = after_days_of_work(served, STATEMENT_DAYS.get(ITEMS[_item(before)].domain, 5))
    if today <= over and not waived and not (statement and _judged(act, "notice.statement_over")):
        yield "before the time to speak was over"
    if statements and statements[-1].payload["mode"] == "提出意见" and not statements[-1].payload.get("review_opinion"):
        yield "what the party said was not looked at"
    if notice.payload.get("hearing_offered"):
        asked, held = _last(before, "request_hearing"), _last(before, "hold_hearing")
        if asked and not held:
            yield "no hearing held"
        unheard = bool(statements) and statements[-1].payload.get("hearing_waived")
        if not asked and not held and not unheard and today <= after_days_of_work(served, 5):
            yield "before the time to ask for a hearing was over"
    report = _last(before, "report_investigation")
    if report and report.payload.get("complex_or_major") and not any(one.kind == "discuss_collectively" for one in before):
        yield "not discussed"
    if said["facts_changed"] or said["basis_changed"]:
        yield "other facts or another basis than told"
    hearing = _last(before, "hold_hearing")
    if hearing and not hearing.payload["ended_for_absence"] and not said["rests_on_record"]:
        yield "not on the record of the hearing"
    if said["same_act_fined"] and "罚款" in said["kinds"]:
        yield "fined twice"
    if (said.get("fine_fen") or 0) > (notice.payload.get("fine_fen") or 0) or not set(said["kinds"]) <= set(notice.payload["kinds"]):
        yield "heavier than the notice"


def _spare(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    yield from _apart(before, act)
    report = _last(before, "report_investigation")
    if report is None:
        yield "no report"
    elif report.payload.get("complex_or_major") and not any(one.kind == "discuss_collectively" for one in before):
        yield "not discussed"
    if _holder(_item(before), today) != body:
        yield "no power over the item"
    if said["crime"]:
        yield "a crime not handed over"
    if said["ground"] != "违法事实不能成立" and not said["education"]:
        yield "nobody educated the party"


def _standing_published(before: list[Act]) -> bool:
    last = _last(before, "publish_decision", "withdraw_publication")
    return last is not None and last.kind == "publish_decision"


def _drop(before: list[Act], act: Act, *more: object) -> Iterator[str]:
    yield from _apart(before, act)
    yield from _reply(before, act, *more)


def _publish(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    decision = _last(before, "decide", "punish_on_spot")
    if decision is None or _standing_published(before):
        yield "published out of turn"
    elif not (said["impact"] or decision.payload.get("social_impact")) or not said["hidden"]:
        yield "published without impact or in the open"


def _withdraw(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if not _standing_published(before):
        yield "withdrawn what was not published"
    if ITEMS[_item(before)].domain == "城市管理" and not said["receivers_told"]:
        yield "receivers not told"


def _receive(before: list[Act], act: Act, *_: object) -> Iterator[str]:
    spared = _last(before, "decide_no_penalty")
    if _in_force(before) is None and not (spared and spared.payload["delivered"]):
        yield "a remedy against nothing"


def _running(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    ways = [one.kind for one in before if one.kind in ("receive_remedy", "end_remedy") and one.payload["way"] == said["way"]]
    if ways.count("receive_remedy") <= ways.count("end_remedy"):
        yield "no remedy runs"


def _in_force(before: list[Act]) -> Act | None:
    decision = _last(before, "decide", "punish_on_spot")
    if decision and decision.kind == "decide" and _served(before, "penalty_decision") is None:
        return None
    return decision


def _payment(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    decision = _in_force(before)
    if decision is None:
        yield "paid before the decision was served"
        return
    fine, owed, paid = decision.payload.get("fine_fen") or 0, _owed(before), _paid([*before, act])
    if paid > owed:
        yield "paid more than was due"
    if paid < owed and not _judged(act, "payment.amount"):
        yield "paid less and nobody approved"
    if said["channel"] == "当场收缴" and not said.get("remote_request"):
        small = decision.kind == "punish_on_spot" and (fine <= 10_000 or said.get("hard_to_collect"))
        if not small:
            yield "cash that officers may not take"


def _close(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    decision, spared = _in_force(before), _last(before, "decide_no_penalty")
    if spared and spared.payload["delivered"]:
        yield from _reply(before, act, today, said, body, place)
        return
    if decision is None:
        yield "closed before the decision was served"
        return
    if _paid(before) < _owed(before) and not said.get("other_ended") and not any(one.kind == "end_execution" for one in before):
        yield "closed and not paid"
    if _kept(before) or _sealed(before):
        yield "closed while things are held"
    yield from _replaced(before)
    if decision.kind == "punish_on_spot" and not any(one.kind == "report_spot" for one in before):
        yield "closed and not reported to the body"
    yield from _reply(before, act, today, said, body, place)


def _reply(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    told = False
    for one in before:
        told = one.kind == "reply_source" or (told and one.kind not in ("handle_event", "approve_filing", "punish_on_spot"))
    worked = any(one.kind in ("handle_event", "approve_filing", "punish_on_spot") for one in before)
    if _waits(before) and not said.get("reply") and not (told and worked):
        yield "nobody answered the one who reported"


def _archive(before: list[Act], act: Act, *_: object) -> Iterator[str]:
    if not any(one.kind in ("close_case", "drop_case") for one in before):
        yield "archived before it was closed"


# --- measures


def _approval(before: list[Act], measure: str) -> str:
    """The head's word on the next measure of that name, empty where there is none left."""
    word, open_ = "", False
    for one in before:
        if one.kind == "approve_measure" and one.payload["measure"] == measure:
            word, open_ = ("" if open_ else one.payload["approval"]), False
        elif _measure(one) == measure:
            word, open_ = "", word == ""
    return word


def _measure(act: Act) -> str:
    return {"preserve_evidence": "先行登记保存", "seal_property": act.payload.get("measure", "")}.get(act.kind, "")


def _unapproved(before: list[Act]) -> Act | None:
    """What was sealed in urgency, still stands and was not approved afterwards."""
    for act in _sealed(before):
        earlier = [one for one in before if one.seq < act.seq]
        words = [
            one.payload["approval"]
            for one in before
            if one.seq > act.seq and one.kind == "approve_measure" and one.payload["measure"] == _measure(act)
        ]
        if not _approval(earlier, _measure(act)) and words[:1] != ["批准"]:
            return act
    return None


def _since(before: list[Act], taking: str, ending: str) -> list[Act]:
    ended = _last(before, ending)
    return [one for one in before if one.kind == taking and (ended is None or one.seq > ended.seq)]


def _kept(before: list[Act]) -> list[Act]:
    return _since(before, "preserve_evidence", "decide_preserved")


def _sealed(before: list[Act]) -> list[Act]:
    return _since(before, "seal_property", "dispose_sealed")


def _confiscated(before: list[Act]) -> bool:
    decision = _last(before, "decide")
    return bool(decision and "没收非法财物" in decision.payload["kinds"])


def _preserve(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    yield from _shown(before, act, today, said, "", "")
    if not said["may_vanish"]:
        yield "kept what could not vanish"
    urgent = said["urgent"] and ITEMS[_item(before)].domain == "市场监管" and _approval(before, "先行登记保存") == ""
    if _approval(before, "先行登记保存") != "批准" and not urgent:
        yield "kept without the head"


GIVEN_BACK = ("采取记录、复制、拍照、录像等措施后退还", "解除登记保存")


def _decide_kept(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    kept = _kept(before)
    if not kept:
        yield "nothing was kept"
        return
    if said["outcome"] == "没收" and not _confiscated(before):
        yield "confiscated without a decision"
    lapsed = ITEMS[_item(before)].domain in ("城市管理", "市场监管") and today > after_days_of_work(day(kept[0]), 7)
    if lapsed and said["outcome"] not in GIVEN_BACK:
        yield "decided on what had lapsed"


def _seal(before: list[Act], act: Act, today: date, said: dict, body: str, place: str) -> Iterator[str]:
    word = _approval(before, said["measure"])
    if word != "批准" and not (said["urgent"] and not word):
        yield "sealed without the head"
    if _holder(_item(before), today) != body:
        yield "no power over the item"
    if said["norm"] not in ("法律", "行政法规") and not (said["norm"] == "地方性法规" and said["local_affair"]):
        yield "sealed on no basis"
    asked = ["certificate_shown", "party_called", "record_made", "of_the_case", "decision_complete", "delivered"]
    asked += ["told", "heard", "signed"] if said["party_present"] else ["witnessed"]
    yield from (f"not {name}" for name in asked if not said[name])
    if said["living_necessities"] or said["of_others"] or said["sealed_by"] or said["lists"] < 2:
        yield "sealed what may not be, or without its list"


def _extend_sealing(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    sealed = _sealed(before)
    if not sealed:
        yield "nothing is sealed"
        return
    granted = sum(one.payload["extended_by"] for one in before if one.kind == "extend_sealing" and one.seq > sealed[0].seq)
    if granted + said["extended_by"] > 30 or not (said["complex_case"] and said["reason_told"]):
        yield "extended too long, or without reasons"
    if today > day(sealed[0]) + timedelta(days=30 + granted) and not any(one.kind == "commission_test" for one in before):
        yield "extended after it was over"


def _dispose(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if not _sealed(before):
        yield "nothing is sealed"
    ground = {
        "解除": said["returned"],
        "没收": _confiscated(before),
        "销毁": bool(said["destruction_by"]),
        "移送公安机关": any(one.kind == "hand_to_police" for one in before),
    }
    if not ground[said["outcome"]]:
        yield "disposed of without ground"


# --- execution


def _owed(before: list[Act]) -> int:
    decision, settled = _last(before, "decide", "punish_on_spot"), _last(before, "settle_surcharge")
    return ((decision.payload.get("fine_fen") if decision else 0) or 0) + (settled.payload["amount_fen"] if settled else 0)


def _paid(acts: list[Act]) -> int:
    return sum(one.payload["amount_fen"] for one in acts if one.kind == "record_payment")


def _rolled(on: date) -> date:
    while on in OFF or (on.weekday() >= 5 and on not in MAKEUP):
        on += timedelta(days=1)
    return on


def _pay_by(before: list[Act]) -> date | None:
    deferral, served = _last(before, "defer_payment"), _served(before, "penalty_decision")
    if deferral:
        return _rolled(date.fromisoformat(deferral.payload["until"]))
    return _rolled(served + timedelta(days=15)) if served else None


def _standing_still(before: list[Act]) -> bool:
    last = _last(before, "suspend_execution", "resume_execution")
    return bool(last and last.kind == "suspend_execution")


def _defer(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if not (said["applied"] and said["hardship"]) or date.fromisoformat(said["until"]) <= today:
        yield "deferred without asking or hardship, or to the past"
    if _paid(before) >= _owed(before):
        yield "nothing is owed"


def _settle(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    decision, by = _last(before, "decide"), _pay_by(before)
    if not said["standard_told"] or not (decision and decision.payload.get("surcharge_stated", True)):
        yield "a surcharge nobody was told of"
    fine = (decision.payload.get("fine_fen") if decision else 0) or 0
    if by is None or not fine:
        return
    most, on = 0, by
    while on < date.fromisoformat(said["until"]):
        on += timedelta(days=1)
        paid = sum(one.payload["amount_fen"] for one in before if one.kind == "record_payment" and one.payload["paid_on"] < on.isoformat())
        most += fine * 3 if paid < fine else 0
    most = min(fine, most // 100)
    if said["amount_fen"] > most:
        yield "a surcharge too high"
    if (
        said["amount_fen"] < most
        and not said["agreement"]
        and not any(one.kind == "receive_remedy" for one in before)
        and not _judged(act, "measure.surcharge_settled")
    ):
        yield "a surcharge too low and nobody said why"


def _demand(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    by = _pay_by(before)
    if by is None or today <= by or _paid(before) >= _owed(before):
        yield "demanded what was not overdue"
    if not said["written"] or len(set(said["present"])) < 4:
        yield "a demand without its contents"
    if _standing_still(before):
        yield "demanded while execution stands still"


def _serve_demand(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if not any(one.kind == "demand" for one in before):
        yield "served what was not made"
    signed, kept = said["receiver_signed"], bool(said.get("recorded")) or bool(act.evidence)
    if (said["mode"] == "直接送达" and not signed) or (said["mode"] == "邮寄送达" and not (signed or kept)):
        yield "no proof of service"


def _court(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    served, demand, service = _served(before, "penalty_decision"), _last(before, "demand"), _last(before, "serve_demand")
    if demand is None or service is None or service.seq < demand.seq or today <= after_days_of_work(day(service), 10):
        yield "the court before the demand had its time"
    deferral = _last(before, "defer_payment")
    if served is None:
        return
    opened = date.fromisoformat(deferral.payload["until"]) if deferral else _rolled(_months_after(served, 6))
    if not opened < today <= _months_after(opened, 3):
        yield "the court outside its three months"
    if len(set(said["papers"])) < 4 or len(set(said["form"])) < 3 or said["own_power"]:
        yield "the court without papers, or without need"
    if _standing_still(before) or _paid(before) >= _owed(before):
        yield "the court while execution stands still or nothing is owed"


def _own(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    demand, service = _last(before, "demand"), _last(before, "serve_demand")
    if not said["power"] or said["good_reason"] or (said["party_view"] and not said["reviewed"]):
        yield "executed without power, against a good reason or unheard"
    if demand is None or service is None or service.seq < demand.seq:
        yield "executed without demand"
    elif today <= date.fromisoformat(demand.payload["until"]) and not said["hides_property"]:
        yield "executed before the demand had its time"
    if _standing_still(before):
        yield "executed while it stands still"


def _carry(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    at = datetime.fromisoformat(said["from_at"]).astimezone(BEIJING)
    if _last(before, "decide_execution") is None or _standing_still(before) or said["cuts_supply"]:
        yield "executed without decision, while it stands still, or by cutting supply"
    weekend = at.weekday() >= 5 and at.date() not in MAKEUP and not _judged(act, "execution.not_on_holiday")
    if not said["urgent"] and (at.hour >= 22 or at.hour < 6 or at.date() in OFF or weekend):
        yield "executed at night, on a holiday, or on a weekend nobody spoke for"


def _months_after(on: date, count: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 + count, 12)
    for last in (on.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


def _after_application(before: list[Act], act: Act, *_: object) -> Iterator[str]:
    if not any(one.kind == "apply_to_court" for one in before):
        yield "a ruling nobody asked for"


def _stop_execution(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if _standing_still(before):
        yield "suspended twice"
    if said["ground"].startswith("行政机关认为") and not _judged(act, "execution.suspension"):
        yield "suspended on other grounds and nobody said which"


def _go_on(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if not _standing_still(before) or not said["cause_gone"]:
        yield "resumed without cause"


def _end(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    person = _party(before) == "person"
    if (said["ground"].startswith("公民") and not person) or (said["ground"].startswith("法人") and person):
        yield "ended on the ground of another kind of party"
    if said["ground"].startswith("行政机关认为") and not _judged(act, "execution.end"):
        yield "ended on other grounds and nobody said which"


# --- transfer


def _since_report(before: list[Act], kind: str) -> Act | None:
    report, act = _last(before, "report_crime"), _last(before, kind)
    return act if report and act and act.seq > report.seq else None


def _replaced(before: list[Act]) -> Iterator[str]:
    """Is a penalty about to stand in for a transfer?"""
    report, decision = _last(before, "report_crime"), _since_report(before, "decide_transfer")
    if report is None:
        return
    said, told = report.payload, _since_report(before, "record_police_result")
    due = said["threshold_met"] or (said["intellectual_property"] and said["reasonable_suspicion"])
    refused = decision is not None and decision.payload["decision"] == "不批准移送"
    if due and not refused and (told is None or told.payload["result"] == "立案" or _since_report(before, "hand_to_police") is None):
        yield "a penalty in place of a transfer"


def _crime(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if not said["to_chief"]:
        yield "reported to somebody else"


def _chief(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if _last(before, "report_crime") is None or _since_report(before, "decide_transfer"):
        yield "decided without a report"
    if said["decision"] == "不批准移送" and not said["reasons"]:
        yield "refused without reasons"


def _police(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    decision = _since_report(before, "decide_transfer")
    if decision is None or decision.payload["decision"] != "批准移送":
        yield "handed over without the chief"
    asked = {"涉嫌犯罪案件移送书", "涉嫌犯罪案件情况的调查报告", "涉案物品清单", "其他有关涉嫌犯罪的材料"}
    if not asked <= set(said["papers"]) or (said["tested"] and len(set(said["papers"])) < 5):
        yield "handed over without papers"
    if _sealed(before) and not (said["handed_over"] and said["party_told"]):
        yield "handed over without the things"


def _told_by_police(before: list[Act], act: Act, *_: object) -> Iterator[str]:
    if _since_report(before, "hand_to_police") is None:
        yield "an answer to nothing"


def _result(before: list[Act]) -> str:
    told = _since_report(before, "record_police_result")
    return told.payload["result"] if told else ""


def _exhibits(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if _result(before) != "立案" or not said["receipts"]:
        yield "exhibits without filing or receipt"


def _object(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    if _result(before) != "不予立案" or not said["should_be_filed"]:
        yield "objected to nothing"


def _answer_complaint(before: list[Act], *_: object) -> Iterator[str]:
    if all(one.kind != "examine_complaint" for one in before):
        yield "answered without looking into it (行政处罚法 75)"


def _finish_check(before: list[Act], act: Act, today: date, said: dict, *_: object) -> Iterator[str]:
    seen = [one.payload["problem"] for one in before if one.kind == "record_view"]
    if said["result"] != "画面无法调取" and not seen:
        yield "a result of what nobody looked at"
    if said["result"] == "未发现问题" and any(seen):
        yield "nothing found where a problem was recorded"


_CHECKS = {
    "suspend_inquiry": _suspend,
    "resume_inquiry": _resume,
    "decide_recusal": _decide_recusal,
    "record_test": _tested,
    "extend_term": _extend,
    "plan_inspection": _plan_inspection,
    "inspect_enterprise": _inspect,
    "check_on_spot": _shown,
    "inquire": _shown,
    "punish_on_spot": _spot,
    "propose_filing": _propose,
    "approve_filing": _approve,
    "take_evidence": _evidence,
    "report_investigation": _report,
    "review_legality": _review,
    "give_notice": _notice,
    "serve": _serve,
    "hear_statement": _after_notice,
    "request_hearing": _after_notice,
    "notify_hearing": _call,
    "hold_hearing": _hearing,
    "decide": _decide,
    "decide_no_penalty": _spare,
    "publish_decision": _publish,
    "withdraw_publication": _withdraw,
    "receive_remedy": _receive,
    "answer_remedy": _running,
    "end_remedy": _running,
    "record_payment": _payment,
    "close_case": _close,
    "archive_case": _archive,
    "drop_case": _drop,
    "refer_lead": _reply,
    "decline_filing": _reply,
    "preserve_evidence": _preserve,
    "decide_preserved": _decide_kept,
    "seal_property": _seal,
    "extend_sealing": _extend_sealing,
    "dispose_sealed": _dispose,
    "defer_payment": _defer,
    "settle_surcharge": _settle,
    "demand": _demand,
    "serve_demand": _serve_demand,
    "decide_execution": _own,
    "carry_out": _carry,
    "apply_to_court": _court,
    "record_court": _after_application,
    "suspend_execution": _stop_execution,
    "resume_execution": _go_on,
    "end_execution": _end,
    "report_crime": _crime,
    "decide_transfer": _chief,
    "hand_to_police": _police,
    "record_police_result": _told_by_police,
    "hand_over_exhibits": _exhibits,
    "object_to_police": _object,
    "file_event": _file,
    "give_order": _order,
    **dict.fromkeys(("take_order", "arrive", "handle_event", "report_assistance", "return_order"), _under_order),
    "verify_event": _verify_event,
    "merge_event": _merge_event,
    "close_event": _close_event,
    "extend_limit": _extend_limit,
    "hang_event": _hang,
    "blow_whistle": _whistled,
    "resume_event": _resume_event,
    **dict.fromkeys(("answer_whistle", "arrive_whistle", "finish_whistle"), _answered),
    "score_whistle": _score_whistle,
    "hold_meeting": _meeting,
    "decide_task": _decide_task,
    "finish_task": _finish_task,
    "close_meeting": _close_meeting,
    "plan_patrol": _plan_patrol,
    "walk_patrol": _walked,
    "draw_camera": _draw_camera,
    "finish_check": _finish_check,
    "answer_complaint": _answer_complaint,
}
