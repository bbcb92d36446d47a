"""What the tests of the engine share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from yifa.docket.core.procedure import PROCEDURES


@pytest.fixture
def without() -> Iterator[Callable[[str, str], None]]:
    """Take one gate away from an act in every procedure that knows it."""
    kept = [(procedure, name, kind) for procedure in PROCEDURES.values() for name, kind in procedure.kinds.items()]

    def remove(act: str, rule: str) -> None:
        for procedure, name, kind in kept:
            if name == act:
                left = tuple(gate for gate in kind.needs if gate.rule != rule)
                procedure.kinds[name] = replace(kind, needs=left, officers=0 if rule == "people.two_officers" else kind.officers)

    yield remove
    for procedure, name, kind in kept:
        procedure.kinds[name] = kind
