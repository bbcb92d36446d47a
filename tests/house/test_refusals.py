"""Every refusal has a code of its own, made of its room and a plain fact, and its words where it keeps them in a table."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator

import yifa
from yifa.evidence.actions import EvidenceRefusal
from yifa.evidence.wording import say as say_evidence
from yifa.intake.refusals import IntakeRefusal
from yifa.intake.wording import say as say_intake
from yifa.kernel.refusal import Refusal
from yifa.platform.accounts.actions import AccountRefusal
from yifa.platform.accounts.wording import say as say_accounts
from yifa.web.errors import STATUS_OF_CODE, WebRefusal
from yifa.web.wording import say as say_web

_NAMES = (
    *("held", "username", "kind", "limit", "what", "number", "fields", "field"),
    *("longitude", "latitude", "place", "source", "code", "wait"),
)


def refusals(of: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Every class of refusal the house declares."""
    for module in pkgutil.walk_packages(yifa.__path__, "yifa."):
        if not re.search(r"\.(migrations|__main__|settings|wsgi|urls)\b", module.name):
            importlib.import_module(module.name)
    found = [of]
    for each in found:
        found += each.__subclasses__()
        if each is not of and each.__module__.startswith("yifa."):
            yield each


def test_every_code_is_room_and_plain_fact_and_belongs_to_one_class() -> None:
    owners = defaultdict(set)
    for refusal in refusals():
        owners[refusal.code].add(f"{refusal.__module__}.{refusal.__name__}")

    odd = sorted(code for code in owners if not re.fullmatch(r"[a-z]+\.[a-z_]+", code))
    shared = {code: names for code, names in owners.items() if len(names) > 1}
    assert (odd, shared) == ([], {})


def test_every_refusal_with_a_table_has_its_sentence_and_remedy() -> None:
    missing = []
    for base, say in ((AccountRefusal, say_accounts), (EvidenceRefusal, say_evidence), (IntakeRefusal, say_intake), (WebRefusal, say_web)):
        for refusal in refusals(base):
            for key in (refusal.code.partition(".")[2], refusal.code.partition(".")[2] + "_remedy"):
                try:
                    say(f"refused.{key}", **dict.fromkeys(_NAMES, "x"))
                except KeyError:
                    missing.append(f"{refusal.__name__}: refused.{key}")

    assert missing == []


def test_every_status_of_its_own_is_for_a_code_that_exists() -> None:
    codes = {refusal.code for refusal in refusals()}

    assert {code for code in STATUS_OF_CODE if code not in codes} == set()
