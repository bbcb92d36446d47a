"""The reference of the rules is what the rules are: day, articles and docstring of each version, as somebody last looked at them."""

from __future__ import annotations

from yifa.server.commands.docs import REFERENCE, rules_page


def test_reference_of_the_rules_is_fresh() -> None:
    assert (REFERENCE / "rules.md").read_text(encoding="utf-8") == rules_page(), "run ./yifa docs"
