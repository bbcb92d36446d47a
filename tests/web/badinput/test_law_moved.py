"""An article read in with another text than its rule was written from: acts that rest on it ask a person, by name, and nobody else's do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from tests.factories.callers import caller, state
from tests.rooms.library.texts import write
from tests.web.badinput.test_cases import TWO, docket_at
from yifa.docket.joints import joints
from yifa.library import queries
from yifa.library.actions import read_in
from yifa.server.wiring import MovedArticles

pytestmark = pytest.mark.django_db

#: words of our own under the number of one article that a rule rests on; all other articles are gone
MOVED = "# 中华人民共和国行政处罚法\n\n2020年1月1日 通过\n\n<!-- INFO END -->\n\n第四十二条 检查由三人进行。\n"


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The library is asked for every act, not once in some seconds."""
    monkeypatch.setattr(joints, "moved", MovedArticles(seconds=0))
    queries._drifted.clear()
    yield
    queries._drifted.clear()


def test_acts_that_rest_on_a_changed_article_ask_a_person_BI_IMP_05(tmp_path: Path) -> None:
    who, docket = caller("zhifa1"), docket_at("lead")
    read_in(write(tmp_path, 行政处罚法=MOVED), now=timezone.now())
    before = state()

    asked = who.act(docket, "check_on_spot", officers=TWO)

    problem = asked.json()
    waiting = {answer["grounds"][0]["rule"]: answer["sentence"] for answer in problem["facts"]["answers"]}
    assert (asked.status_code, problem["code"], state()) == (422, "docket.not_lawful", before)
    assert set(problem["facts"]["for_person"]) == set(waiting)
    assert waiting["people.two_officers"].startswith("《行政处罚法》第四十二条第一款的条文已变更，规则「")
    assert all(sentence.endswith("」待复核，是否仍可据此办理？") for sentence in waiting.values()), waiting

    judged = dict.fromkeys(waiting, "法制审核人员对照现行条文，两人检查仍然合法。")
    done = who.act(docket, "check_on_spot", officers=TWO, members={"judged": judged})

    grounds = {ground["rule"]: ground for ground in done.json()["act"]["grounds"]}
    assert done.status_code == 201, done.content.decode()
    assert grounds["people.two_officers"]["verdict"] == "for_person"
    assert grounds["people.two_officers"]["judged"] == judged["people.two_officers"]


def test_what_the_law_refuses_stays_refused_and_other_acts_go_on_BI_IMP_05(tmp_path: Path) -> None:
    who, docket = caller("zhifa1"), docket_at("lead")
    read_in(write(tmp_path, 行政处罚法=MOVED), now=timezone.now())

    alone = who.act(docket, "check_on_spot", officers=TWO[:1], members={"judged": {"people.two_officers": "人手不够。"}})
    note = who.act(docket, "add_note")

    assert (alone.status_code, alone.json()["facts"]["answers"][0]["verdict"]) == (422, "refused")
    assert note.status_code == 201


def test_the_page_of_the_act_asks_the_question_before_it_is_done_BI_IMP_05(tmp_path: Path) -> None:
    who, docket = caller("zhifa1"), docket_at("filed")
    other = MOVED.replace("第四十二条", "第五十七条")
    read_in(write(tmp_path, 行政处罚法=other), now=timezone.now())

    said = who.get(f"/api/dockets/{docket}/next").content.decode()

    assert "第五十七条" in said
    assert "待复核，是否仍可据此办理？" in said
