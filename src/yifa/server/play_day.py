"""演练的一天 — the incidents of the plan go through the place, one request after the other, each at its told instant.

Whoever waits, waits in told time: an officer who is busy, a desk that takes its time. How fast the machine is decides nothing, so the same
plan gives the same day. Dockets are opened by the place's own worker, whose clock stands still until they are.
"""

from __future__ import annotations

import heapq
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any, Protocol
from uuid import UUID

from yifa.server.play_client import Answer, Client
from yifa.server.play_plan import CHANNELS, OPEN_TO_ALL, WATCHED, Beat, Incident, drawn, id_at, picture
from yifa.server.play_scenario import Desk, Scenario
from yifa.server.refusals import PlayStuck

#: real seconds the worker may take for one docket
PATIENCE = 60.0
#: told seconds until a desk that found nobody free asks again
ASK_AGAIN = timedelta(seconds=60)
#: how often it asks so soon, and how long it waits from then on: what lies there would keep the pair that is free from everything else
ASK_SOON, ASK_LATER = 90, timedelta(minutes=15)
#: told time until a desk looks again whether those it called in have finished
LOOK_AGAIN = timedelta(minutes=2)
#: units of a limit; what counts hours or days of work alone is longer than this, never shorter
_UNITS = {"工作时": "hours", "小时": "hours", "工作日": "days", "天": "days"}
#: told time between two rounds of what the machine does by the minute
MINUTE = timedelta(minutes=1)
#: what a page of a patrol lets one tick, and one item of it be reported
_LOOKED = re.compile(r'name="looked" value="([^"]+)"')

Step = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """The docket a report became."""

    docket: UUID
    number: str
    body: str
    place: str


class Ground(Protocol):
    """What play asks of the place itself, which no client could know."""

    def clock(self, at: datetime) -> None: ...

    def opened(self, number: str) -> Opened | None:
        """The docket of a report; None: not yet."""

    def camera(self, incident: Incident, duty: str, *, at: datetime) -> str:
        """The camera nearest to it of those the desk may look through; empty: it has none."""

    def filing(self, kind: str, docket: UUID, *, at: datetime) -> dict[str, Any]:
        """What the form of filing asks for, as the desk's page fills it in."""

    def proposed(self, docket: UUID, duty: str, *, task: str, at: datetime) -> dict[str, Any] | str:
        """The order that the place recommends to that desk now; or why nobody can be sent."""

    def minute(self, at: datetime) -> None:
        """What the machine does by the minute."""


@dataclass(slots=True)
class Matter:
    """One incident on its way."""

    incident: Incident
    id: UUID
    number: str = ""
    docket: UUID | None = None
    docket_number: str = ""
    body: str = ""
    place: str = ""
    #: until when it is to be settled, and how long that was to begin with
    due_at: datetime | None = None
    limit: timedelta = timedelta(0)
    officers: tuple[str, ...] = ()
    team: str = ""
    asked: int = 0
    #: nobody can be sent
    why: str = ""
    orders: int = 0
    turned: bool = False
    #: bodies that were called in and have not finished
    called: int = 0
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of the day."""

    reports: int
    requests: int
    ends: Mapping[str, int]
    refused: Mapping[str, int]
    sentences: Sequence[str]


@dataclass(slots=True)
class Day:
    """The driver: a queue of steps by told time, the clients, who is busy until when."""

    scenario: Scenario
    incidents: Sequence[Incident]
    beats: Sequence[Beat]
    ground: Ground
    client: Callable[[str], Client]
    officer_account: Callable[[Sequence[str], str], str]
    tell: Callable[[datetime, Counter[str]], None]
    seed: int
    #: told seconds a real one; 0: as fast as the machine can
    speed: float
    begins: datetime = field(init=False)
    ends: datetime = field(init=False)
    now: datetime = field(init=False)
    steps: list[tuple[datetime, int, Step]] = field(default_factory=list)
    matters: dict[int, Matter] = field(default_factory=dict)
    #: officers who were sent and are not back
    out: set[str] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    #: body and why it had nobody to send, for events left lying
    nobody: Counter[str] = field(default_factory=Counter)
    sentences: list[str] = field(default_factory=list)
    _count: int = 0
    _real: float = 0.0

    def run(self, begins: datetime, ends: datetime) -> Told:
        """The whole day, until nothing is left to do or it is over."""
        self.begins, self.ends, self.now = begins, ends, begins
        self._real = time.monotonic()
        for incident in self.incidents:
            matter = self.matters[incident.number] = Matter(incident, id_at(incident.at, self.seed, "report", incident.number))
            if not incident.walked:
                self.then(incident.at, partial(self._watch if incident.source == WATCHED else self._report, matter))
        for beat in self.beats:
            self.then(beat.at, partial(self._set_out, beat))
        minute = begins
        while self.steps and self.steps[0][0] <= ends:
            at, _, step = heapq.heappop(self.steps)
            while minute + MINUTE <= at:
                minute += MINUTE
                self.until(minute)
                self.ground.minute(minute)
                if minute.minute == 0:
                    self.tell(minute, self.done)
            self.until(at)
            step(at)
        self.until(ends)
        self.tell(ends, self.done)
        for matter in self.matters.values():
            if matter.why:
                matter.ended = "无人可派"
                self.nobody[f"{matter.body}：{matter.why}"] += 1
        reports = sum(1 for matter in self.matters.values() if matter.number)
        ended = Counter(matter.ended or "未办结" for matter in self.matters.values() if matter.number)
        return Told(reports, 0, dict(sorted(ended.items())), dict(sorted(self.refused.items())), tuple(self.sentences))

    def until(self, at: datetime) -> None:
        """Wait until it is ``at`` at the pace of the play, the clock of the place moving along; it stands there afterwards."""
        while self.speed:
            ahead = (at - self.begins).total_seconds() / self.speed - (time.monotonic() - self._real)
            if ahead <= 0:
                break
            time.sleep(min(ahead, 0.05))
            told = self.begins + timedelta(seconds=(time.monotonic() - self._real) * self.speed)
            self.now = max(self.now, min(told, at))
            self.ground.clock(self.now)
        self.now = at
        self.ground.clock(at)

    def then(self, at: datetime, step: Step) -> None:
        self._count += 1
        heapq.heappush(self.steps, (at, self._count, step))

    def after(self, matter: Matter, at: datetime, stage: str, step: Callable[[Matter, datetime], None]) -> None:
        """The next step, as long after this one as that stage takes."""
        self.then(at + timedelta(seconds=matter.incident.stages[stage]), partial(step, matter))

    def desk(self, body: str) -> Desk | None:
        return next((desk for desk in self.scenario.desks if desk.body == body), None)

    # what people do, step by step

    def _report(self, matter: Matter, at: datetime) -> None:
        incident = matter.incident
        who = "" if incident.source in OPEN_TO_ALL else self.scenario.channel if incident.source in CHANNELS else self._duty(incident)
        told: dict[str, Any] = {
            "id": str(matter.id),
            "source": incident.source,
            "text": incident.text,
            "place_text": incident.place_text,
            "event_kind": incident.kind,
            "name": incident.name,
            "phone": incident.phone,
        }
        if not incident.spoken:
            told |= {"longitude": str(incident.longitude), "latitude": str(incident.latitude)}
        if incident.source in CHANNELS:
            told["source_ref"] = f"{incident.at:%Y%m%d}{incident.number:05d}"
        if incident.about:
            told |= {"about_officers": True, "about": incident.about}
        answer = self.client(who).post("/api/intake", told, at=at)
        if not self.accepted(matter, "report", answer):
            return
        self._begin(matter, str(answer.value["number"]), at)

    def _begin(self, matter: Matter, number: str, at: datetime) -> None:
        """The report is taken; its docket, and who goes on with it."""
        incident = matter.incident
        matter.number = number
        self.done["reports"] += 1
        found = self._opened(matter)
        matter.docket, matter.docket_number, matter.body, matter.place = found.docket, found.number, found.body, found.place
        if any(other.docket == found.docket and other is not matter for other in self.matters.values()):
            matter.ended = "并入"
        elif incident.about:
            matter.ended = "转监督"
        elif self.desk(found.body) is None:
            matter.ended = "无人办理"
        else:
            self.after(matter, at, "file", self._file)

    def _watch(self, matter: Matter, at: datetime) -> None:
        """The desk sees it through a camera: says why it looks, cuts the picture, makes the event of it. Without cameras it tells of it."""
        incident, duty = matter.incident, self._duty(matter.incident)
        code = self.ground.camera(incident, duty, at=at)
        if not code:
            self._report(matter, at)
            return
        desk = self.client(duty)
        desk.page(f"/cameras/{code}", at=at)
        desk.form(f"/cameras/{code}", {"reason": "日常值守巡看（演练）"}, at=at)
        desk.page(f"/cameras/{code}", at=at)
        told = {"report": str(matter.id), "text": incident.text, "event_kind": incident.kind}
        cut = picture(incident.rng)
        answer = desk.upload(f"/cameras/{code}/event", told, field="picture", name=f"{code}.png", data=cut, at=at)
        if self.accepted(matter, "camera_event", answer):
            self.done["watched"] += 1
            self._begin(matter, str(answer.value["report"]), at)

    # patrols

    def _set_out(self, beat: Beat, at: datetime) -> None:
        """The desk draws every grid it may send a patrol to; officers then walk them in the order of their codes."""
        desk = self.client(self._duty_of(beat.patrol.desk))
        desk.page("/patrols", at=at)
        asked: dict[str, str | list[str]] = {
            "places": list(beat.patrol.places),
            "officers": list(beat.patrol.officers),
            "count": str(len(beat.walks)),
        }
        answer = desk.form("/patrols/plan", asked, at=at)
        if self._refused("plan_patrol", f"巡查{beat.number}", answer):
            for _, _, numbers in beat.walks:
                for number in numbers:
                    self.then(self.matters[number].incident.at, partial(self._report, self.matters[number]))
            return
        self.done["patrols"] += 1
        for when, grid, numbers in beat.walks:
            self.then(when, partial(self._walk, beat, answer.leads, grid, numbers))
        self.then(beat.walks[-1][0], partial(self._come_back, beat, answer.leads))

    def _walk(self, beat: Beat, plan: str, grid: str, numbers: Sequence[int], at: datetime) -> None:
        """One grid: everything on the list is looked at; each find is written down and becomes a report."""
        officer = self.client(self.officer_account(beat.patrol.officers, beat.patrol.desk))
        listed = _LOOKED.findall(officer.page(plan, at=at).value or "")
        looked = list(dict.fromkeys(listed))
        on_list = [number for number in numbers if self.matters[number].incident.kind in looked]
        for number in set(numbers) - set(on_list):
            self._report(self.matters[number], at)
        for order, number in enumerate(on_list or [0]):
            found = self.matters[number].incident if number else None
            id_ = id_at(at, self.seed, "walk", beat.number, grid, order)
            told: dict[str, str | list[str]] = {"grid": grid, "id": str(id_), "looked": looked}
            if found:
                told |= {"kind": found.kind, "text": found.text, "place_text": found.place_text}
            if self._refused("walk_patrol", f"巡查{beat.number}", officer.form(f"{plan}/walk", told, at=at)) or not found:
                continue
            acts = officer.get(f"/api{plan.replace('patrols', 'dockets')}/acts", at=at).value["acts"]
            self.done["walked"] += 1
            self._begin(self.matters[number], acts[-1]["payload"]["reports"][0], at)

    def _come_back(self, beat: Beat, plan: str, at: datetime) -> None:
        officer = self.client(self.officer_account(beat.patrol.officers, beat.patrol.desk))
        self._refused("finish_patrol", f"巡查{beat.number}", officer.form(f"{plan}/finish", {"note": "按清单走完。"}, at=at))

    def _duty(self, incident: Incident) -> str:
        return self._duty_of(incident.desk)

    def _duty_of(self, body: str) -> str:
        return next(desk.duty for desk in self.scenario.desks if desk.body == body)

    def _opened(self, matter: Matter) -> Opened:
        """The docket that the worker made of it; the told time stands still meanwhile. Refuses: PlayStuck."""
        end = time.monotonic() + PATIENCE
        while (found := self.ground.opened(matter.number)) is None:
            if time.monotonic() > end:
                raise PlayStuck(number=matter.number)
            time.sleep(0.01)
        return found

    def _file(self, matter: Matter, at: datetime) -> None:
        incident = matter.incident
        first = self._first_of(matter)
        if incident.twist == "twin" and first is not None:
            self._merge(matter, first, at)
            return
        assert matter.docket is not None
        payload = self.ground.filing(incident.kind, matter.docket, at=at)
        if self.act(matter, "file_event", payload, at, who=self._desk_of(matter).duty):
            self.done["filed"] += 1
            matter.due_at = datetime.fromisoformat(payload["due_at"])
            matter.limit = timedelta(**{_UNITS[payload["unit"]]: payload["limit"]})
            if incident.twist == "hung":
                self.after(matter, at, "order", self._hang)
            else:
                self.after(matter, at, "order", self._order)

    def _first_of(self, matter: Matter) -> Matter | None:
        """The docket a twin tells of once more, while it is open."""
        first = self.matters.get(matter.incident.number - 1)
        return first if first and first.docket and not first.ended and first.body == matter.body else None

    def _merge(self, matter: Matter, first: Matter, at: datetime) -> None:
        payload = {"into": first.docket_number, "reason": "同一地点、同一时段、同一类问题，并入先到的卷宗办理。"}
        if self.act(matter, "merge_event", payload, at, who=self._desk_of(matter).duty):
            matter.ended = "并案"

    def _hang(self, matter: Matter, at: datetime) -> None:
        until = at + timedelta(hours=2)
        payload = {"reason": "需产权单位到场开启，已联系，到场前挂账。", "until": until.isoformat()}
        if self.act(matter, "hang_event", payload, at, who=self._desk_of(matter).duty):
            self.done["hung"] += 1
            assert matter.due_at is not None
            # it gets back the time it was set aside
            matter.due_at += until - at
            self.then(until, partial(self._resume, matter))

    def _resume(self, matter: Matter, at: datetime) -> None:
        assert matter.due_at is not None
        payload = {"reason": "产权单位已到场。", "due_at": matter.due_at.isoformat()}
        if self.act(matter, "resume_event", payload, at, who=self._desk_of(matter).duty):
            self.after(matter, at, "order", self._order)

    def _order(self, matter: Matter, at: datetime) -> None:
        """The duty officer takes what is recommended; where nobody is free, asks again after a minute."""
        assert matter.docket is not None
        duty = self._desk_of(matter).duty
        found = self.ground.proposed(matter.docket, duty, task=matter.incident.text, at=at)
        payload = self._by_word(matter) if isinstance(found, str) else found
        if payload is None:
            matter.asked += 1
            matter.why = str(found)
            self.then(at + (ASK_AGAIN if matter.asked <= ASK_SOON else ASK_LATER), partial(self._order, matter))
            return
        matter.why = ""
        if not self.act(matter, "give_order", payload, at, who=duty):
            return
        matter.officers, matter.team = tuple(payload["officers"]), payload["team"]
        matter.orders += 1
        self.done["orders"] += 1
        self.out.update(matter.officers)
        incident = matter.incident
        if incident.whistle is not None and not matter.turned:
            matter.turned = True
            self._blow(matter, at)
        if incident.twist == "returned" and not matter.turned:
            matter.turned = True
            self.after(matter, at, "take", self._send_back)
        elif incident.twist == "slow":
            self.then(at + timedelta(seconds=incident.stages["take"] + 420), partial(self._take, matter))
        else:
            self.after(matter, at, "take", self._take)

    def _by_word(self, matter: Matter) -> dict[str, Any] | None:
        """The desk's own crew, where it has one that is not out already."""
        crew = self._desk_of(matter).crew
        if not crew or self.out & set(crew):
            return None
        said = {"overruled": True, "reason": "名册上没有可推荐的人员，由值班长指派。"}
        return {"team": matter.body, "officers": list(crew), "task": matter.incident.text, **said}

    def _send_back(self, matter: Matter, at: datetime) -> None:
        payload = {"reason": "正在处置另一起事件，不能按时到场。"}
        if self.act(matter, "return_order", payload, at, who=self._officer(matter)):
            self.done["returned"] += 1
            self.out -= set(matter.officers)
            self.after(matter, at, "order", self._order)

    def _take(self, matter: Matter, at: datetime) -> None:
        if self.act(matter, "take_order", {}, at, who=self._officer(matter)):
            self.after(matter, at, "arrive", self._arrive)

    def _arrive(self, matter: Matter, at: datetime) -> None:
        incident = matter.incident
        payload = {"longitude": str(incident.longitude), "latitude": str(incident.latitude)}
        if self.act(matter, "arrive", payload, at, who=self._officer(matter)):
            if incident.twist == "extended" and not matter.turned:
                matter.turned = True
                self._extend(matter, at)
            self.after(matter, at, "handle", self._handle)

    def _extend(self, matter: Matter, at: datetime) -> None:
        assert matter.due_at is not None
        later = max(matter.due_at + matter.limit, at + timedelta(hours=1))
        payload = {"due_at": later.isoformat(), "reason": "需要调用机械，当班不能处理完毕。"}
        if self.act(matter, "extend_limit", payload, at, who=self._desk_of(matter).duty):
            self.done["extended"] += 1

    def _handle(self, matter: Matter, at: datetime) -> None:
        incident, who = matter.incident, self._officer(matter)
        rng = incident.rng
        where = {"body": matter.body, "place": matter.place}
        files = []
        for name in ("处置前.png", "处置后.png") if matter.team == matter.body else ():
            answer = self.client(who).upload("/api/evidence", where, name=name, data=picture(rng), at=at)
            if self.accepted(matter, "evidence", answer):
                files.append(answer.value["digest"])
        payload = {"findings": incident.found, "done": incident.done, "outcome": "已处理"}
        if self.act(matter, "handle_event", payload, at, who=who, evidence=files):
            self.done["handled"] += 1
            self.out -= set(matter.officers)
            self.after(matter, at, "verify", self._verify)

    def _verify(self, matter: Matter, at: datetime) -> None:
        again = matter.incident.twist == "reworked" and not matter.turned
        view = "照片中仍有残留，不符合结案条件，重新处置。" if again else "照片与结案条件相符。"
        if not self.act(matter, "verify_event", {"settled": not again, "view": view}, at, who=self._desk_of(matter).duty):
            return
        if again:
            matter.turned = True
            self.done["reworked"] += 1
            self.after(matter, at, "order", self._order)
        else:
            self.after(matter, at, "reply", self._reply)

    def _reply(self, matter: Matter, at: datetime) -> None:
        payload = {"reply": f"您反映的问题已处理：{matter.incident.done}", "channel": "查询码自助查询"}
        if self.act(matter, "reply_source", payload, at, who=self._desk_of(matter).duty):
            self.after(matter, at, "close", self._close)

    def _close(self, matter: Matter, at: datetime) -> None:
        """Not while somebody who was called in still works on it."""
        if matter.called:
            self.then(at + LOOK_AGAIN, partial(self._close, matter))
            return
        if self.act(matter, "close_event", {"result": "符合结案条件，已答复，予以结案。"}, at, who=self._desk_of(matter).duty):
            self.done["closed"] += 1
            matter.ended = "已结案"

    # the whistle beside the order

    def _blow(self, matter: Matter, at: datetime) -> None:
        whistle = matter.incident.whistle
        assert whistle is not None
        payload = {
            "bodies": list(whistle.bodies),
            "purpose": "吹哨报到",
            "matter": whistle.matter,
            "by_at": (at + timedelta(minutes=30)).isoformat(),
        }
        if self.act(matter, "blow_whistle", payload, at, who=self._desk_of(matter).duty):
            self.done["whistles"] += 1
            matter.called = len(whistle.bodies)
            for body in whistle.bodies:
                self.then(at + timedelta(seconds=drawn(whistle.answer, matter.incident.rng)), partial(self._answer, matter, body))

    def _answer(self, matter: Matter, body: str, at: datetime) -> None:
        arrives = at + timedelta(seconds=self._drawn(matter, "arrive", body))
        payload = {"who": "联络员带两名执法人员", "arrives_at": arrives.isoformat()}
        if self._by_liaison(matter, "answer_whistle", payload, at, body):
            self.then(arrives, partial(self._report_in, matter, body))

    def _report_in(self, matter: Matter, body: str, at: datetime) -> None:
        if self._by_liaison(matter, "arrive_whistle", {"note": "已到现场。"}, at, body):
            self.then(at + timedelta(seconds=self._drawn(matter, "finish", body)), partial(self._finish, matter, body))

    def _finish(self, matter: Matter, body: str, at: datetime) -> None:
        whistle = matter.incident.whistle
        assert whistle is not None
        if self._by_liaison(matter, "finish_whistle", {"result": whistle.result}, at, body):
            matter.called -= 1
            score = {"body": body, "score": 3 + self._drawn(matter, "finish", body) % 3, "remark": "按时到场，配合到位。"}
            self.act(matter, "score_whistle", score, at, who=self._desk_of(matter).duty, mark=body)

    def _by_liaison(self, matter: Matter, kind: str, payload: dict[str, Any], at: datetime, body: str) -> bool:
        return self.act(matter, kind, payload, at, who=f"liaison:{body}:{matter.place}", mark=body)

    def _drawn(self, matter: Matter, stage: str, body: str) -> int:
        """Seconds, of this incident and body alone."""
        whistle = matter.incident.whistle
        assert whistle is not None
        return drawn(getattr(whistle, stage), Random(f"{matter.incident.number}/{body}/{stage}/{self.seed}"))

    # how it is asked of the place

    def act(
        self,
        matter: Matter,
        kind: str,
        payload: dict[str, Any],
        at: datetime,
        *,
        who: str,
        evidence: Sequence[str] = (),
        mark: str = "",
    ) -> bool:
        """One act by that account; where only a person's word is missing, the person gives it."""
        assert matter.docket is not None
        id_ = id_at(at, self.seed, kind, matter.incident.number, matter.orders, matter.asked, mark)
        asked: dict[str, Any] = {"id": str(id_), "kind": kind, "payload": payload, "evidence": list(evidence)}
        path = f"/api/dockets/{matter.docket}/acts"
        answer = self.client(who).post(path, asked, at=at)
        if not answer.good and (rules := _left_to_a_person(answer)):
            asked["judged"] = dict.fromkeys(rules, "值班长已核实现场情况，同意。")
            answer = self.client(who).post(path, asked, at=at)
            self.done["judged"] += answer.good
            self.done.update(f"judged {rule}" for rule in rules if answer.good)
        return self.accepted(matter, kind, answer)

    def accepted(self, matter: Matter, what: str, answer: Answer) -> bool:
        """A refusal is told at the end; the incident goes no further."""
        if not self._refused(what, matter.number, answer):
            return True
        if not matter.ended:
            matter.ended = "被拒绝"
        return False

    def _refused(self, what: str, number: str, answer: Answer) -> bool:
        if answer.good:
            return False
        self.refused[f"{what} {answer.code}"] += 1
        if len(self.sentences) < 20:
            told = answer.value.get("title") or answer.value.get("detail") if isinstance(answer.value, dict) else ""
            self.sentences.append(f"{number} {what} {answer.status} {told}")
        return True

    def _desk_of(self, matter: Matter) -> Desk:
        found = self.desk(matter.body)
        assert found is not None
        return found

    def _officer(self, matter: Matter) -> str:
        return self.officer_account(matter.officers, matter.team)


def _left_to_a_person(answer: Answer) -> list[str]:
    """The rules that ask a person, where nothing else stands in the way."""
    facts: Mapping[str, Any] = answer.value.get("facts") or {} if isinstance(answer.value, dict) else {}
    rules, answers = facts.get("for_person") or [], facts.get("answers") or []
    return list(rules) if rules and len(rules) == len(answers) else []
