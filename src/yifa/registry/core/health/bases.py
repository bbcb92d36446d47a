"""What an item rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from yifa.kernel.dates import chinese_date
from yifa.law.answer import Verdict
from yifa.law.authority.norms import basis_not_repealed
from yifa.law.sources import APL, EEC
from yifa.registry.core.health.finding import Found, Kind, Rows
from yifa.registry.core.health.ground import Ground, checks


@checks("no_basis", Kind.LAW, APL("38", 1), APL("16"))
def no_basis(ground: Ground) -> Iterator[Found]:
    """无依据的事项 — an item that names no norm.

    Source: 行政处罚法 38(1): without a basis a penalty is void. Synthetic items are counted apart: their basis is not stated (未载明), they
    stand for items the source counts and does not name.
    """
    real: dict[str, Rows] = defaultdict(Rows)
    synthetic, lists = Rows(), set()
    for group in ground.groups:
        for item in group.items:
            if not item.laws:
                (synthetic if item.synthetic else real[group.list]).add("registry_item_version", item.row, f"{item.code} {item.name}")
                lists |= {group.list} if item.synthetic else set()
    for list_, rows in real.items():
        yield Found(rows, {"list": _list_name(ground, list_)})
    if synthetic.total:
        yield Found(synthetic, {"lists": len(lists)}, variant="synthetic", kind=Kind.LOOK)


@checks("repealed_basis", Kind.LAW, APL("37"), APL("38", 1))
def repealed_basis(ground: Ground) -> Iterator[Found]:
    """依据已废止 — an item that rests on a norm that is repealed on that day.

    Source: the rule ``authority.basis_not_repealed`` for the laws the ecological code ended, and the law library for all that were read
    in: a law whose repeal the library knows. An item with one norm left in force is told too; a person changes the citation.
    Leaves out: laws that were not read in, of which nothing is known.
    """
    found: dict[str, Rows] = defaultdict(Rows)
    gone: dict[str, bool] = {}
    for group in ground.groups:
        for item in group.items:
            for law in item.laws:
                if law not in gone:
                    gone[law] = _is_gone(ground, law)
                if gone[law]:
                    found[law].add("registry_item_version", item.row, f"{item.code} {item.name}")
    for law, rows in found.items():
        day = ground.known.repealed.get(law)
        if day is not None and day <= ground.on:
            yield Found(rows, {"law": law, "day": chinese_date(day)})
        else:
            yield Found(rows, {"law": law}, variant="code", cites=[EEC("1242"), APL("37"), APL("38", 1)])


def _is_gone(ground: Ground, law: str) -> bool:
    day = ground.known.repealed.get(law)
    if day is not None and day <= ground.on:
        return True
    return basis_not_repealed(laws=[law], acted_on=None, decided_on=ground.on).verdict is not Verdict.LAWFUL


def _list_name(ground: Ground, code: str) -> str:
    line = ground.powers.lists.get(code)
    return line.name if line else code
