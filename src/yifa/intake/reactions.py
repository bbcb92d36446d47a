"""What intake does when acts were recorded: sources with numbers of their own are told, and merged reports know their main docket."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from yifa.docket.core.act import act_from
from yifa.docket.models import Act, Docket
from yifa.docket.news import Heard
from yifa.intake.following import state_after
from yifa.intake.models import Feedback, Report


def tell_sources(heard: Heard) -> None:
    """回传 — one line for each report of that docket whose source gave it a number; heard again, it writes nothing new."""
    state = state_after(heard.kind)
    if not state:
        return
    act = act_from(Act.objects.get(id=heard.act).body)
    if heard.kind == "merge_event":
        _merge(heard.docket, str(act.payload["into"]).strip())
    reports = Report.objects.filter(Q(docket=heard.docket) | Q(main=heard.docket)).exclude(source_ref="").order_by("seq")
    reply = str(act.payload.get("reply", ""))
    Feedback.objects.bulk_create(
        [
            Feedback(
                act=heard.act,
                report=report.id,
                source=report.source,
                source_ref=report.source_ref,
                body=report.body,
                place=report.place,
                number=report.number,
                state=state,
                reply=reply,
                at=heard.at,
            )
            for report in reports
        ],
        ignore_conflicts=True,
    )


def _merge(docket: UUID, into: str) -> None:
    main = Docket.objects.filter(number=into).values_list("id", flat=True).first()
    if main is not None:
        Report.objects.filter(Q(docket=docket) | Q(main=docket)).update(main=main)
