"""The values the law speaks in: nobody changes them, and they hold nothing but what they declare."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass

import pytest

import yifa.law
from yifa.kernel.money import Yuan
from yifa.law.penalties import Span


def _values() -> Iterator[type]:
    for found in pkgutil.walk_packages(yifa.law.__path__, prefix="yifa.law."):
        module = importlib.import_module(found.name)
        yield from (
            one for one in vars(module).values() if is_dataclass(one) and isinstance(one, type) and one.__module__ == module.__name__
        )


@pytest.mark.parametrize("value", list(_values()), ids=lambda value: f"{value.__module__}.{value.__qualname__}")
def test_value_of_the_law_is_frozen_and_has_no_room_for_more(value: type) -> None:
    parameters = value.__dataclass_params__  # type: ignore[attr-defined]  # every dataclass has them

    assert parameters.frozen
    assert "__slots__" in vars(value)


def test_range_of_fines_is_written_in_words() -> None:
    assert str(Span(Yuan("1000"), Yuan("5000"))) == "1,000.00元至5,000.00元"
    assert str(Span(Yuan("1000"), None)) == "1,000.00元以上"
