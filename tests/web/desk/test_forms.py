"""Fields made from forms, and what was typed made back into payloads."""

from __future__ import annotations

from datetime import date

from yifa.casework.forms import Decide, Inquire, ProposeFiling, RecordPayment
from yifa.kernel.calendar import Calendar, Year
from yifa.web.desk.forms import Field, fields_of, payload_of_typed, typed_of
from yifa.web.desk.terms import left_words, term

CALENDAR = Calendar([Year(2026, "", frozenset({date(2026, 3, 13)}), frozenset(), "试验")])


def _field(fields: list[Field], name: str) -> Field:
    return next(field for field in fields if field.name == name)


def test_widgets_follow_the_declaration() -> None:
    fields = fields_of(ProposeFiling, {})

    assert {field.name: field.widget for field in fields} == {
        "item": "item",
        "cause": "line",
        "party": "group",
        "facts": "text",
        "act_ended_on": "date",
        "five_years": "check",
        "pollution_harm": "check",
        "prima_facie": "check",
        "reason": "text",
    }
    assert [field.name for field in _field(fields, "party").fields][:2] == ["party.type", "party.name"]
    assert [field.name for field in _field(fields, "party").fields if field.private] == ["party.id_no", "party.phone"]


def test_payload_comes_back_as_it_was_typed() -> None:
    payload = {
        "from_at": "2026-03-03T10:00:00+08:00",
        "until_at": "2026-03-03T10:30:00+08:00",
        "place_text": "询问室",
        "person_name": "赵示例",
        "person_relation": "",
        "certificate_shown": True,
        "recusal_told": False,
        "questions": [{"q": "谁放的？", "a": "我放的。"}, {"q": "何时？", "a": "昨天。"}],
        "signature": "已签名",
    }

    assert payload_of_typed(Inquire, typed_of(Inquire, payload)) == (payload, {})


def test_empty_questions_are_no_questions() -> None:
    payload, _ = payload_of_typed(
        Inquire, {"questions.0.q": [""], "questions.0.a": [""], "questions.3.q": ["谁？"], "questions.3.a": ["我。"]}
    )

    assert payload["questions"] == [{"q": "谁？", "a": "我。"}]


def test_amounts_with_signs_of_thousands_are_read() -> None:
    read = [
        payload_of_typed(RecordPayment, {"amount_fen": [text]})[0].get("amount_fen") for text in ("1000", "1,000.5", "1000元", " 0.01 ")
    ]

    assert read == [100_000, 100_050, 100_000, 1]


def test_amounts_that_are_none_are_told() -> None:
    for text in ("1e3", "-1", "1.005", "١٢", "0x10", "一百"):
        payload, faults = payload_of_typed(RecordPayment, {"amount_fen": [text]})

        assert "amount_fen" not in payload
        assert "不是金额" in faults["amount_fen"]


def test_moment_without_zone_is_wall_time_in_shanghai() -> None:
    payload, faults = payload_of_typed(Inquire, {"from_at": ["2026-03-03T10:00"], "until_at": ["昨天"]})

    assert payload["from_at"] == "2026-03-03T10:00:00+08:00"
    assert faults == {"until_at": "「询问结束时间」应当是日期和时间，如2026-03-11 14:05。"}


def test_default_that_is_true_can_be_taken_away() -> None:
    assert payload_of_typed(Decide, {})[0]["surcharge_stated"] is False


def test_days_left_in_words() -> None:
    today = date(2026, 3, 11)

    words = [left_words(due, today=today, calendar=CALENDAR) for due in (date(2026, 3, 9), today, date(2026, 3, 16), date(2026, 6, 1))]

    assert words == ["已超期2日", "今天到期", "还剩2个工作日", "还剩82日"]


def test_term_is_soon_in_its_last_fifth() -> None:
    states = [
        term("期限", date(2026, 4, 10), today=today, calendar=CALENDAR, starts_on=date(2026, 3, 1)).state
        for today in (date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 11))
    ]

    assert states == ["later", "soon", "late"]
