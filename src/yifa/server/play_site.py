"""演练的地方 — the real platform in a folder of play: made, started, its clock moved, its people with their tokens, asked how it went."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from yifa.kernel.actor import Actor
from yifa.kernel.canonical import canonical, sm3
from yifa.kernel.dates import legal_date
from yifa.platform.clock import Moved, told
from yifa.server.embedded import tie_to_parent
from yifa.server.opening import enter, opened
from yifa.server.place import ROOT, Place
from yifa.server.play_client import Client
from yifa.server.play_clock import MOVED, SETTING
from yifa.server.play_day import Opened
from yifa.server.play_plan import Ground, Incident
from yifa.server.play_scenario import Scenario
from yifa.server.refusals import NotAPlay, PlayedAlready, ScenarioFault, StepFailed
from yifa.server.wording import say


@contextmanager
def folder(data: Path | None, *, keep: bool) -> Iterator[Place]:
    """The folder of the play: a named one that is new, empty or of play; else a temporary one, gone afterwards unless it is to be kept.

    Refuses: NotAPlay. Started as root, this process becomes the account that serves, for good.
    """
    if data is not None:
        place = Place(data.absolute())
        if place.data.exists() and any(place.data.iterdir()) and not place.is_play:
            raise NotAPlay(data=place.data)
        enter(place)
        place.secret("play")
        yield place
        return
    above = Path(tempfile.mkdtemp(prefix="yifa-play-"))
    above.chmod(0o711)
    place = Place(above / "data")
    if os.geteuid() == 0:
        from yifa.server.account import serving_account

        account = serving_account()
        os.chown(above, account.uid, account.gid)
    enter(place)
    place.secret("play")
    try:
        yield place
    finally:
        if not keep:
            shutil.rmtree(above, ignore_errors=True)


@contextmanager
def serving(place: Place, *, port: int, profile: str, begins: datetime, seconds: float = 600) -> Iterator[None]:
    """The platform runs there, its clock standing at ``begins``, and this process may ask its database. Refuses: StepFailed."""
    Moved.write(place.play_clock, begins)
    os.environ.update({SETTING: MOVED, "YIFA_DATA": str(place.data)})
    log = place.private_folder(place.logs) / "play.log"
    command = [sys.executable, "-m", "yifa.server", "run", "--no-browser", "--port", str(port), "--profile", profile]
    with open(os.open(log, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=place.data,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"},
            preexec_fn=tie_to_parent(signal.SIGTERM),
        )
        try:
            _await(child, log, f"http://127.0.0.1:{port}", seconds)
            with opened(place):
                yield
        finally:
            child.send_signal(signal.SIGINT)
            try:
                child.wait(60)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _await(child: subprocess.Popen[bytes], log: Path, words: str, seconds: float) -> None:
    """Until the platform says that it serves. Refuses: StepFailed."""
    end = time.monotonic() + seconds
    while words not in log.read_text("utf-8", "replace"):
        if child.poll() is not None or time.monotonic() > end:
            raise StepFailed(step=say("play.start"), log=log)
        time.sleep(0.1)


@dataclass(slots=True)
class Site:
    """What play knows of the place it plays in; nothing here changes an event."""

    place: Place
    port: int
    tokens: dict[str, str] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    officers: dict[str, str] = field(default_factory=dict)
    #: the body each officer's account is of
    homes: dict[str, str] = field(default_factory=dict)

    def clock(self, at: datetime) -> None:
        Moved.write(self.place.play_clock, at)

    def prepare(self, scenario: Scenario, *, begins: datetime) -> dict[str, list[Ground]]:
        """Ask that nothing was played here, find the people and the grids of the scenario. Refuses: PlayedAlready, ScenarioFault."""
        from yifa.intake.models import Report
        from yifa.platform.accounts.models import RoleGrant, User

        if Report.objects.exists():
            raise PlayedAlready(data=self.place.data)
        known = set(User.objects.filter(is_active=True).values_list("username", flat=True))
        for name in (scenario.channel, *(desk.duty for desk in scenario.desks)):
            if name not in known:
                raise ScenarioFault(file=scenario.title, where="desks", why=say("play.no_account", name=name))
        grants = RoleGrant.objects.filter(role="officer").exclude(user__officer_code="").order_by("user__username")
        for officer, username, body in grants.values_list("user__officer_code", "user__username", "body_code"):
            self.officers.setdefault(officer, username)
            self.homes.setdefault(officer, body)
        self._check_kinds(scenario, legal_date(begins))
        return self._grounds(scenario, legal_date(begins))

    def _check_kinds(self, scenario: Scenario, on: date) -> None:
        from yifa.docket.joints import joints
        from yifa.registry.event_kinds import event_kinds

        known = {kind.code for kind in event_kinds(on=on)}
        for matter in scenario.matters:
            if matter.kind not in known:
                raise ScenarioFault(file=scenario.title, where="matters", why=say("play.no_kind", kind=matter.kind))
        desks = {desk.body: desk for desk in scenario.desks}
        for whistle in scenario.whistles:
            for body in whistle.bodies:
                if joints.institution.liaison(body=body, place=desks[whistle.desk].place, on=on) not in self.officers:
                    raise ScenarioFault(file=scenario.title, where="whistles", why=say("play.no_liaison", body=body))

    def _grounds(self, scenario: Scenario, on: date) -> dict[str, list[Ground]]:
        """The innermost grids in the place of each desk that are no unit grids; where it has none, the place itself."""
        from yifa.dispatch.patrols import planner, walkable
        from yifa.kernel.outlines import area_of
        from yifa.platform import clock
        from yifa.registry.core.grids import UNIT_TIER
        from yifa.registry.grids import grid_map
        from yifa.registry.queries import shapes

        grids = [grid for grid in grid_map(on=on).grids if grid.tier != UNIT_TIER]
        outer = {grid.parent for grid in grids}
        drawn = [(grid, area) for grid in grids if grid.code not in outer and (area := area_of(grid.outline))]
        found: dict[str, list[Ground]] = {}
        for desk in scenario.desks:
            post = planner(self._actor(desk.duty, clock.now()))
            walked = {grid.code for grid in walkable(post, on=on)} if post else set()
            inside = [Ground(grid.code, area, grid.code in walked) for grid, area in drawn if grid.place.startswith(desk.place)]
            whole = [Ground(one.place, area, False) for one in shapes() if one.place == desk.place and (area := area_of(one.outline))]
            found[desk.body] = inside or whole
            if desk.weight and not found[desk.body]:
                raise ScenarioFault(file=scenario.title, where="desks", why=say("play.no_grid", place=desk.place))
        return found

    def client(self, who: str) -> Client:
        """The connection of an account, of the liaison of a body at a place (``liaison:body:place``), or of anybody."""
        if who not in self.clients:
            username = self._liaison(*who.split(":")[1:]) if who.startswith("liaison:") else who
            self.clients[who] = Client(self.port, self._token(username) if username else "")
        return self.clients[who]

    def _liaison(self, body: str, place: str) -> str:
        from yifa.docket.joints import joints
        from yifa.platform import clock

        return self.officers[joints.institution.liaison(body=body, place=place, on=legal_date(clock.now()))]

    def _actor(self, username: str, at: datetime) -> Actor:
        from yifa.platform.accounts.gate import actor_of
        from yifa.platform.accounts.queries import user_named

        user = user_named(username)
        actor = actor_of(user, on=legal_date(at)) if user else None
        assert actor is not None, username
        return actor

    def _token(self, username: str) -> str:
        from yifa.platform import clock
        from yifa.platform.accounts.actions import make_token
        from yifa.platform.accounts.queries import user_named

        user = user_named(username)
        assert user is not None, username
        return make_token(actor=None, user=user.pk, days=3, now=clock.now())

    def account(self, officers: Sequence[str], team: str = "") -> str:
        """The account of the first of them who has one, of that team before all others. Refuses: ScenarioFault."""
        found = [one for one in officers if one in self.officers]
        if not found:
            raise ScenarioFault(file="、".join(officers), where="users.toml", why=say("play.no_account", name="、".join(officers)))
        return self.officers[min(found, key=lambda one: not (f"{team}.").startswith(f"{self.homes[one]}."))]

    def opened(self, number: str) -> Opened | None:
        from yifa.docket.models import Docket
        from yifa.intake.models import Report

        docket, fault = Report.objects.values_list("docket", "fault").get(number=number)
        if fault:
            raise ScenarioFault(file=number, where="", why=fault)
        if docket is None:
            return None
        found, body, place = Docket.objects.values_list("number", "body", "place").get(id=docket)
        return Opened(docket, found, body, place)

    def camera(self, incident: Incident, duty: str, *, at: datetime) -> str:
        from yifa.devices.queries import devices, may_see

        actor = self._actor(duty, at)
        near = [
            (abs(one.longitude - incident.longitude) + abs(one.latitude - incident.latitude), one.code)
            for one in devices(on=legal_date(at))
            if one.longitude is not None and one.latitude is not None and may_see(actor, one)
        ]
        return min(near, default=(Decimal(0), ""))[1]

    def filing(self, kind: str, docket: UUID, *, at: datetime) -> dict[str, Any]:
        from yifa.dispatch.actions import filing_of
        from yifa.docket.rows import view_of

        view = view_of(docket)
        assert view is not None, docket
        return filing_of(view, kind, now=at)

    def minute(self, at: datetime) -> None:
        """The periodic tasks that are due at this told minute: the place's worker leaves them to play, for its minute is a real one."""
        from croniter import croniter
        from procrastinate.contrib.django import app

        for periodic in app.periodic_registry.periodic_tasks.values():
            if croniter.match(periodic.cron, at.astimezone(UTC)):
                with told(at):
                    periodic.task(timestamp=int(at.timestamp()))

    def proposed(self, docket: UUID, duty: str, *, task: str, at: datetime) -> dict[str, Any] | str:
        from yifa.dispatch.actions import free_recorder
        from yifa.dispatch.queries import recommended

        found = recommended(actor=self._actor(duty, at), now=at, docket=docket)
        choice = found[0].proposal.choice if found else None
        if choice is None:
            return found[0].proposal.why if found else say("play.not_waiting")
        one = found[0]
        things = free_recorder(one.event, one.team, at) if one.event.recorded else ()
        officers = list(choice.pair.officers)
        return {"team": one.team, "officers": officers, "equipment": list(things), "task": task, "why": choice.reason}

    def close(self) -> None:
        for client in self.clients.values():
            client.close()

    @property
    def requests(self) -> int:
        return sum(client.sent for client in self.clients.values())


def digest_of_day(begins: datetime, ends: datetime) -> str:
    """One digest of what happened: every report with number and time, every act of its docket with kind, time, body and outcome.

    What differs from one folder to the next is left out: ids of accounts, salted digests of private values, and with them the chain.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.number, r.source, r.received_at, r.body, r.place, r.grid, r.joined, coalesce(d.number, '') FROM intake_report r "
            "LEFT JOIN docket_docket d ON d.id = r.docket WHERE r.received_at >= %s AND r.received_at < %s ORDER BY r.number",
            [begins, ends],
        )
        reports = cursor.fetchall()
        cursor.execute(
            "SELECT d.number, a.seq, a.kind, a.happened_at, a.recorded_at, a.body::jsonb->>'in_name_of', a.body::jsonb->'payload' "
            "FROM docket_act a JOIN docket_docket d ON d.id = a.docket_id "
            "WHERE a.happened_at >= %s AND a.happened_at < %s AND a.docket_id IN (SELECT docket FROM intake_report) "
            "ORDER BY d.number, a.seq",
            [begins, ends],
        )
        acts = [(*row[:6], _outcome(row[6])) for row in cursor.fetchall()]
    happened = [[[str(value) for value in row] for row in rows] for rows in (reports, acts)]
    return sm3(canonical(happened).encode())


#: members of forms that say how it went; none is private
_TELLING = ("event_kind", "due_at", "team", "officers", "equipment", "outcome", "settled", "reply", "into", "to", "score")


def _outcome(payload: Mapping[str, Any] | str) -> str:
    value = json.loads(payload) if isinstance(payload, str) else payload
    return canonical({name: value[name] for name in _TELLING if name in value})


def table(figures: Mapping[str, Any]) -> Sequence[str]:
    """The figures of the loop as lines of the terminal."""
    loop = figures["loop"]
    lines = [
        say(
            "play.loop",
            limit=loop["limit_seconds"] or "—",
            events=loop["events"],
            met=loop["met"],
            missed=loop["missed"],
            running=loop["running"],
        ),
        say("play.median", median=_seconds(loop["median_seconds"]), p90=_seconds(loop["p90_seconds"])),
    ]
    for stage in loop["stages"]:
        mark = say("play.slowest") if stage["key"] == loop["slowest_stage"] else ""
        count, slowest_of = stage["count"], stage["slowest_of"]
        title, median, p90 = stage["title"], _seconds(stage["median_seconds"]), _seconds(stage["p90_seconds"])
        lines.append(say("play.stage", title=title, count=count, median=median, p90=p90, slowest_of=slowest_of, mark=mark))
    for one in figures["indicators"]:
        value = "—" if one["value"] is None else f"{one['value']:g}{one['unit']}"
        lines.append(say("play.indicator", title=one["title"], value=value))
    return lines


def _seconds(value: int | None) -> str:
    return "—" if value is None else str(timedelta(seconds=value))
