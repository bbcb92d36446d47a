"""清单体检 — reads what stands beside the powers and makes the ground of the checks. Ask ``yifa.staffing.health`` for all findings."""

from __future__ import annotations

from datetime import date

from yifa.library.queries import repealed_laws
from yifa.registry import snapshot
from yifa.registry.core.health.ground import Catalogued, Claim, Dispute, Ground, Known, Score
from yifa.registry.core.powers import Powers
from yifa.registry.models import Catalogue, Reform
from yifa.registry.models import Claim as ClaimTable
from yifa.registry.models import Dispute as DisputeTable
from yifa.registry.models import Score as ScoreTable


def ground(*, on: date, powers: Powers | None = None) -> Ground:
    """The powers of that day as they stand, with what is known beside them."""
    return Ground(powers or snapshot.powers(newest=True), on=on, known=known())


def known() -> Known:
    scores = ScoreTable.objects.values_list("body", "on", "domain", "able", "id")
    disputes = DisputeTable.objects.order_by("id")
    return Known(
        catalogue=[
            Catalogued(since=since, until=until, row=number, item=item, issuer=issuer)
            for since, until, number, item, issuer in Catalogue.objects.values_list("valid_from", "valid_until", "id", "item", "issuer")
        ],
        scores=[Score(body=body, on=day, domain=domain, able=able, row=number) for body, day, domain, able, number in scores],
        disputes=[
            Dispute(
                code=row.code,
                bodies=tuple(row.bodies),
                raised_on=row.raised_on,
                due_on=row.due_on,
                item=row.item,
                domain=row.domain,
                settled_on=row.settled_on,
                row=row.pk,
            )
            for row in disputes
        ],
        claims={row.key: Claim(row.figure, row.source, row.body) for row in ClaimTable.objects.all()},
        repealed=repealed_laws(),
    )


def reforms() -> list[tuple[str, date]]:
    """Name and day of every reform."""
    return list(Reform.objects.order_by("on").values_list("name", "on"))
