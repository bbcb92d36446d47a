"""谁能承办 — pairs, gates and the choices of a page say the same of every officer, however the force was made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from tests.web.desk.conftest import ITEM, PLACE, TOWN, do, lead, person
from yifa.docket.core.next import gates_of
from yifa.docket.core.procedure import PROCEDURES, Situation
from yifa.docket.joints import joints
from yifa.docket.queries import view_for
from yifa.kernel.dates import legal_date
from yifa.registry import snapshot
from yifa.staffing.capacity import able_pairs
from yifa.staffing.models import Absence, Certificate, Duty, Officer, OfficeRole, Posting, Recusal
from yifa.web.desk.views.acts import officer_choices

PARTY = "赵示例"
FILE = PROCEDURES["lead"].kinds["propose_filing"]
#: rules that ask about those named; the one who is signed in asks as nobody's actor, so that each may be named by himself
RULES = {"people.two_officers", "people.not_assistant", "people.registered_recusal", "people.set_aside"}


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What is made up is rolled back, and a copy read meanwhile with it."""
    snapshot.clear()
    yield
    snapshot.clear()


def make_up(rng: Random, today: date) -> None:
    """Anything may happen to anybody."""
    bodies = [TOWN, f"{TOWN}.squad1", f"{TOWN}.squad2", "fucheng.chengguan"]
    titles = ["中队长", "执法员"]
    for officer in Officer.objects.order_by("code"):
        day = today + timedelta(days=rng.randrange(-3, 4))
        match rng.randrange(9):
            case 0:
                Absence.objects.create(officer=officer, kind="年休假", first=day, last=day + timedelta(days=rng.randrange(5)))
            case 1:
                Recusal.objects.create(officer=officer, party=rng.choice([PARTY, "钱示例"]), reason="近亲属")
            case 2:
                Duty.objects.create(
                    officer=officer, duty=rng.choice(["法制审核", "负责人", "巡查"]), body=rng.choice(bodies), valid_from=day
                )
            case 3:
                Certificate.objects.filter(officer=officer).update(valid_until=day)
            case 4:
                Certificate.objects.filter(officer=officer).update(domains=rng.choice([["城市管理"], ["农业"]]))
            case 5:
                post = {"body": rng.choice(bodies), "title": rng.choice(titles)}
                if not officer.postings.filter(**post).exists():
                    Posting.objects.create(officer=officer, valid_from=day, **post)
            case 6:
                Officer.objects.filter(pk=officer.pk).update(valid_until=day)
    OfficeRole.objects.create(body=rng.choice(bodies), role="听证主持", office_body=f"{TOWN}.squad2", office="中队长")
    snapshot.clear()


@pytest.mark.parametrize("seed", range(12))
def test_pairs_gates_and_choices_agree_on_every_officer(seed: int) -> None:
    docket = lead(item=ITEM)
    do(docket, "check_on_spot", officers=("GC-001", "GC-002"))
    do(docket, "propose_filing", officers=("GC-001", "GC-002"), item=ITEM, party={"type": "person", "name": PARTY})
    view, now = view_for(actor=person("zhifa1"), docket=docket), timezone.now()
    today = legal_date(now)
    make_up(Random(seed), today)
    domain = joints.institution.item(ITEM, on=today).domain
    calendar = joints.calendars.newest().at_place(PLACE)

    def admits(code: str) -> bool:
        named = tuple(joints.institution.officer(one, on=today) for one in (code, code))
        situation = Situation(view, today, calendar, joints.institution, officers=named)
        asked = [gate.ask(situation) for gate in gates_of(FILE) if gate.rule in RULES]
        return all(answer is None or answer.lawful for answer in asked)

    able = {officer.code for officer in able_pairs(body=TOWN, domain=domain, place=PLACE, on=today, party=PARTY).able}
    (choices, *_) = officer_choices(FILE, view, actor=person("zhifa1"), now=now, chosen=None)
    offered = {choice.value for choice in choices if not choice.note}
    everyone = {officer.code for officer in Officer.objects.all() if officer.valid_until is None or today < officer.valid_until}

    assert able == offered == {code for code in everyone if admits(code)}
    assert 0 < len(able) < len(everyone)
