"""渠道账户 — a system that sends what it was told, and fetches what its own are told back; it reads no docket."""

from __future__ import annotations

import pytest

from tests.factories.callers import caller
from tests.rooms.intake.conftest import NOW
from yifa.docket import queries
from yifa.docket.queries import dockets
from yifa.intake.models import Feedback, Report
from yifa.kernel.ids import new_id
from yifa.platform.accounts.gate import actor_of
from yifa.platform.accounts.models import RoleGrant, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel() -> User:
    """Somebody else's system, with a post over the town and no other."""
    user = User.objects.create(username="rexian-2", name="另一个渠道")
    RoleGrant.objects.create(user=user, role="channel", body_code="fucheng", valid_from=NOW.date().replace(year=2020))
    return user


def report(**changes: str) -> dict[str, str]:
    return {"source": "12345热线", "text": "集市东口有人占道摆摊", "place": "131128101", "source_ref": "HB-1"} | changes


def test_a_channel_sends_and_reads_no_docket(channel: User) -> None:
    program = caller("rexian-2")

    sent = program.send("/api/intake", report())

    assert sent.status_code == 201
    assert Report.objects.get().taken_by == str(channel.pk)
    actor = actor_of(channel, on=NOW.date())
    assert actor is not None
    assert (dockets(actor=actor, which="all").rows, queries.called(actor=actor).rows) == ((), ())
    assert [program.get(path).status_code for path in ("/api/dockets", "/api/officers", "/api/search?q=1")] == [404, 404, 404]


def test_a_channel_is_told_of_its_own_alone(channel: User) -> None:
    program = caller("rexian-2")
    program.send("/api/intake", report())
    mine = Report.objects.get()
    for told, reference in ((mine.id, "HB-1"), (new_id(), "HB-2")):
        members = {"source": "12345热线", "source_ref": reference, "body": "fucheng.gucheng", "place": "131128101", "number": reference}
        Feedback.objects.create(act=new_id(), report=told, state="已答复", reply="已清理。", at=NOW, **members)

    rows = program.get("/api/intake/feedback").json()["rows"]

    assert [(row["source_ref"], row["reply"]) for row in rows] == [("HB-1", "已清理。")]
