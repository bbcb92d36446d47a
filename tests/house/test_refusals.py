"""Every refusal has a code of its own, made of its room and a plain fact, and its words where it keeps them in a table."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import yifa
from yifa.kernel.refusal import Refusal
from yifa.platform.wording import Worded, sentences
from yifa.web.errors import STATUS_OF_CODE


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


def test_every_refusal_with_a_table_has_a_whole_sentence_and_a_remedy() -> None:
    said = [refusal for refusal in refusals(Worded) if not refusal.__subclasses__()]
    wrong = []
    for refusal in said:
        texts = sentences(Path(inspect.getfile(refusal)).parent)["refused"]
        name = refusal.code.partition(".")[2]
        wrong += [f"{refusal.__name__}: {key}" for key in (name, f"{name}_remedy") if not texts.get(key, "").endswith(("。", "？", "}"))]

    assert len(said) > 80
    assert wrong == []


def test_every_status_of_its_own_is_for_a_code_that_exists() -> None:
    codes = {refusal.code for refusal in refusals()}

    assert {code for code in STATUS_OF_CODE if code not in codes} == set()
