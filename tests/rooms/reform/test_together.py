"""Many changes: what holds after any of them, done again on a fresh profile, and two at once."""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from tests.factories.acts import register_lead
from tests.factories.changes import JUDGED, OFFICE, PLACE, TOWN, TOWN_PLACE
from tests.factories.people import actor
from tests.rooms.reform.conftest import Office
from yifa.docket import standstill
from yifa.docket.append import Request, append, open_docket
from yifa.docket.joints import joints
from yifa.kernel.refusal import Refusal
from yifa.profile.reading import read
from yifa.reform.actions import approved_changes, replay
from yifa.reform.queries import AlreadyHeld
from yifa.reform.rebuilding import differences, rows
from yifa.registry import snapshot
from yifa.registry.core.who import candidates
from yifa.registry.models import Body, Holding
from yifa.registry.queries import on_day
from yifa.server.beside import scratch
from yifa.server.commands.rebuild import main
from yifa.server.readying import PROFILES
from yifa.staffing.models import StaffPost

TEAMS = ["huanjing", "jiaotong", "nonglin", "shichang", "weisheng", "wenlv", "chengguan"]
LAST = date(2030, 1, 1)


def add_posts() -> None:
    """Six posts a team, two of them vacant, and four in the pool."""
    for team in TEAMS:
        body = f"fucheng.{team}"
        StaffPost.objects.bulk_create(
            StaffPost(
                code=f"{team}-{number}",
                owner=body,
                user=body,
                kind="基本",
                pool="事业编制",
                officer="" if number < 2 else f"{team}-P{number}",
                locked=number == 5,
            )
            for number in range(6)
        )
    StaffPost.objects.bulk_create(
        StaffPost(code=f"pool-{number}", owner=OFFICE, user=OFFICE, kind="动态", pool="事业编制") for number in range(4)
    )


class Reformer:
    """Any change that comes to mind, of what there is; many are refused."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.rng, self.done = office, Random(seed), 0
        self.on = date(2026, 4, 1)

    def step(self) -> str:
        self.on += timedelta(days=self.rng.randrange(0, 40))
        kind = self.rng.choice([name for name in dir(self) if name.startswith("propose_")])
        said = getattr(self, kind)()
        try:
            with transaction.atomic():
                self.office.change(kind, judged=JUDGED, effective_on=self.on.isoformat(), **said)
        except Refusal as refusal:
            return f"{kind} {refusal.code}"
        self.done += 1
        return kind

    def bodies(self, count: int) -> list[str]:
        there = Body.objects.filter(on_day(self.on), code__regex=r"^fucheng\.[a-z0-9]+$").exclude(code__in=[OFFICE, TOWN])
        return self.rng.sample(sorted(there.values_list("code", flat=True)), count)

    def some_items(self, body: str) -> list[str]:
        there = sorted(Holding.objects.filter(on_day(self.on), body=body).values_list("item__code", flat=True))
        return self.rng.sample(there, min(len(there), 3)) or ["GC-ZJ-001"]

    def some_posts(self, **where: Any) -> list[str]:
        there = sorted(StaffPost.objects.filter(on_day(self.on), **where).values_list("code", flat=True))
        return self.rng.sample(there, min(len(there), self.rng.randrange(1, 3))) or ["pool-0"]

    def propose_merger(self) -> dict[str, Any]:
        into = {"code": f"fucheng.m{self.rng.randrange(9)}", "name": "合并的大队", "kind": "大队", "place": PLACE}
        return {"bodies": self.bodies(2), "into": into}

    def propose_abolition(self) -> dict[str, Any]:
        gone, heir = self.bodies(2)
        return {"body": gone, "to": heir}

    def propose_split(self) -> dict[str, Any]:
        gone = self.bodies(1)[0]
        part = {"kind": "大队", "none_reason": "没有载明。"}
        first = {**part, "code": f"{gone}a", "name": "甲大队", "items": ["全部"], "posts": ["全部"], "people": ["全部"]}
        return {"body": gone, "first": first, "second": {**part, "code": f"{gone}b", "name": "乙大队"}}

    def propose_handover(self) -> dict[str, Any]:
        of, to = self.bodies(2)
        return {"of": of, "to": to, "items": self.some_items(of)}

    def propose_grant(self) -> dict[str, Any]:
        of = self.bodies(1)[0]
        return {"of": of, "items": self.some_items(of)}

    def propose_recall(self) -> dict[str, Any]:
        items = self.some_items(TOWN)
        return {"items": self.rng.choice([items, ["全部"]]), "to": self.rng.choice(["", *self.bodies(1)])}

    def propose_posts(self) -> dict[str, Any]:
        of, to = self.bodies(2)
        return {"of": of, "to": to, "posts": self.some_posts(owner=of), "none_reason": self.rng.choice(["", "在编人员另行安置。"])}

    def propose_pool(self) -> dict[str, Any]:
        move = self.rng.choice(["收回", "借出", "归还", "下沉"])
        body = TOWN if move == "下沉" else self.bodies(1)[0]
        where = {"user": OFFICE} if move in ("借出", "下沉") else {"user": body}
        until = (self.on + timedelta(days=100)).isoformat() if move == "借出" and self.rng.random() < 0.5 else None
        return {"move": move, "body": body, "posts": self.some_posts(**where), "until": until}


@pytest.mark.parametrize("seed", range(4))
def test_no_sequence_of_changes_leaves_an_item_alone_or_changes_the_number_of_posts(office: Office, seed: int) -> None:
    add_posts()
    reformer = Reformer(office, seed)
    total = StaffPost.objects.filter(on_day(reformer.on)).values("code").distinct().count()
    before = sorted({(row.item, row.place) for rows in snapshot.powers(newest=True).holdings.values() for row in rows})
    sample = Random(seed).sample(before, 120)

    log = [reformer.step() for _ in range(24)]

    assert reformer.done >= 6, log
    powers = snapshot.powers(newest=True)
    for on in (date(2026, 4, 1), reformer.on, LAST):
        posts = StaffPost.objects.filter(on_day(on))
        assert (posts.count(), posts.values("code").distinct().count()) == (total, total), (on, log)
        holders = {(item, place): candidates(powers, item=item, place=place, on=on) for item, place in sample}
        alone = [key for key, found in holders.items() if not found]
        twice = [key for key, found in holders.items() if len([row for row in found if row.place == found[0].place]) > 1]
        assert (alone, twice) == ([], []), (on, log)


def test_changes_done_again_on_a_fresh_profile_give_the_same_rows(office: Office) -> None:
    reformer = Reformer(office, 11)
    for _ in range(12):
        reformer.step()
    effects = approved_changes()
    stand = rows()

    with scratch(read(PROFILES / "fucheng"), folder=PROFILES / "fucheng", now=datetime(2026, 1, 1, tzinfo=UTC)):
        untouched = rows()
        replay(effects)
        follow = rows()

    assert len(effects) == reformer.done >= 3
    assert differences(stand, follow) == []
    assert len(differences(stand, untouched)) > 20


def test_a_row_changed_by_hand_is_found_by_the_replay(office: Office) -> None:
    office.change("propose_handover", judged=JUDGED)
    Holding.objects.filter(item__code="WS-S0002").update(document="手工改写")
    effects = approved_changes()

    with scratch(read(PROFILES / "fucheng"), folder=PROFILES / "fucheng", now=datetime(2026, 1, 1, tzinfo=UTC)):
        replay(effects)
        follow = rows()

    found = differences(rows(), follow)
    assert [(one.table, one.stands, "手工改写" in one.row) for one in found] == [
        ("registry_holding", True, True),
        ("registry_holding", False, False),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_approvals_at_once_one_takes_effect_and_the_other_is_told(fresh_town: None) -> None:
    office = Office()
    dockets = [office.propose("propose_grant", judged=JUDGED).act.docket for _ in range(4)]
    for docket in dockets:
        office.review(docket)
    gate, won, lost = threading.Barrier(4), [], []
    now, head = office.now + timedelta(hours=1), office.head

    def approve(docket: Any) -> None:
        try:
            gate.wait()
            request = Request("approve_change", {"opinion": "同意施行。"}, judged=JUDGED)
            won.append(append(actor=head, docket=docket, request=request, now=now))
        except AlreadyHeld as refusal:
            lost.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[docket]) for docket in dockets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(won), len(lost)) == (1, 3)
    assert Holding.objects.filter(item__code="CG-S0001", place=TOWN_PLACE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_act_waits_for_a_change_that_is_being_approved_and_is_judged_by_what_holds_then(fresh_town: None) -> None:
    """While the recall is written nobody writes a docket; the act that waited sees the town without its power."""
    clerk = actor("shouli")
    docket = open_docket(
        actor=clerk,
        body=TOWN,
        place=TOWN_PLACE,
        request=Request("register_lead", register_lead()),
        now=datetime(2026, 3, 11, 1, tzinfo=UTC),
    ).act.docket
    seen: list[float] = []
    subject: list[Any] = []

    def write() -> None:
        try:
            append(
                actor=clerk, docket=docket, request=Request("add_note", {"text": "说明一项。"}), now=datetime(2026, 3, 11, 2, tzinfo=UTC)
            )
            subject.append(joints.institution.subject(item="GC-ZJ-001", place=TOWN_PLACE, on=date(2026, 3, 11)))
            seen.append(time.monotonic())
        finally:
            connection.close()

    snapshot.powers()
    with transaction.atomic():
        standstill.hold_institution_alone()
        Holding.objects.filter(item__code="GC-ZJ-001").update(valid_until=date(2026, 3, 1))
        snapshot.move_on()
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(timeout=0.4)
        waited = thread.is_alive()
        until = time.monotonic()
    thread.join(timeout=20)

    assert waited
    assert seen[0] > until
    assert subject == [None]


def test_the_command_compares_the_rows_that_stand_with_the_changes_done_again(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.change("propose_handover", judged=JUDGED)

    good = main(["--institution"])
    Holding.objects.filter(item__code="WS-S0002").update(document="手工改写")
    bad = main(["--institution"])

    told = capsys.readouterr().out.splitlines()
    assert (good, bad) == (0, 1)
    assert told[0] == "名录与配置和已批准的变动一致：重放了1件变动。"
    assert told[-1] == "名录与配置和已批准的变动有2处不一致：重放了1件变动。"
