"""立案 — may the case be filed."""

from __future__ import annotations

from yifa.casework.gates.reading import Facts, form_value
from yifa.docket.core.procedure import Gate, Situation

#: the domain of the items of the ecological code
ECOLOGICAL = "生态环境"


def _filed(situation: Situation) -> Facts:
    return {"filed": situation.view.has("approve_filing")}


def _checked(situation: Situation) -> Facts:
    return {"checked": any(act.happened_on <= situation.today for act in situation.view.all("check_on_spot"))}


def _competent(situation: Situation) -> Facts:
    item = situation.item()
    if item is None:
        return None
    view, on, institution = situation.view, situation.today, situation.institution
    subject = institution.subject(item=item.code, place=view.place, on=on)
    return {
        "holder": subject.body if subject else "",
        "acting": view.body,
        "holder_name": institution.body(subject.body, on=on).name if subject else "",
        "acting_name": institution.body(view.body, on=on).name,
        "title": subject.title if subject else "",
        "list_state": subject.list_state if subject else "",
    }


def _within_limitation(situation: Situation) -> Facts:
    source = situation.form if hasattr(situation.form, "act_ended_on") else None
    if source is None:
        return None
    item, five_years = situation.item(), bool(form_value(situation, "five_years", False))
    return {
        "act_ended_on": form_value(situation, "act_ended_on"),
        "discovered_on": situation.view.acts[0].happened_on,
        "life_health_finance": five_years,
        "harm": five_years,
        "ecological": item is not None and item.domain == ECOLOGICAL,
        "pollution_harm": bool(form_value(situation, "pollution_harm", False)),
    }


def _should_file(situation: Situation) -> Facts:
    return {"prima_facie": bool(form_value(situation, "prima_facie", False)), "proposed": True}


def _proposed(situation: Situation) -> Facts:
    return {"proposed": situation.view.has("propose_filing")}


#: acts by which a case is proposed, and by which it is filed or decided at once
PROPOSING, FILING = ("propose_filing",), ("approve_filing", "punish_on_spot")


def _same_matter(situation: Situation) -> Facts:
    item, party = situation.item(), situation.party_name()
    if item is None or not party:
        return None
    return {"others": situation.other_cases(item=item.code, party=party, proposing=PROPOSING, filing=FILING)}


filed = Gate("steps.filed", _filed)
checked = Gate("filing.checked", _checked)
competent = Gate("authority.competent", _competent)
competent_for_form = Gate("authority.competent", _competent, asks_form=True)
within_limitation = Gate("substance.limitation", _within_limitation, asks_form=True)
should_file = Gate("filing.should_file", _should_file, asks_form=True)
proposed = Gate("steps.proposed", _proposed)
same_matter = Gate("authority.same_matter", _same_matter)
same_matter_of_form = Gate("authority.same_matter", _same_matter, asks_form=True)
