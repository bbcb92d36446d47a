"""到场地点 — how far from the place of the event whoever was sent was when arriving. Pure."""

from __future__ import annotations

from yifa.dispatch.core.event import Event
from yifa.dispatch.core.wording import say
from yifa.docket.core.act import View
from yifa.kernel.earth import metres_apart


def metres_off(event: Event | None, longitude: str, latitude: str) -> int | None:
    """None where one of the two places is not known."""
    if event is None or event.longitude is None or event.latitude is None or not longitude or not latitude:
        return None
    return round(metres_apart(float(event.longitude), float(event.latitude), float(longitude), float(latitude)))


def arrived_where(view: View, event: Event) -> str:
    """距事件地点40米 — what the record says of the place of the arrival that stands; empty where nobody has arrived."""
    act = next((act for act in view.all("arrive") if act.happened_at == event.arrived_at), None)
    if act is None:
        return ""
    said = act.payload
    metres = metres_off(event, said["longitude"], said["latitude"])
    if not said["longitude"]:
        where = say("arrival.unplaced")
    elif metres is None:
        where = say("arrival.placed")
    else:
        where = say("arrival.off", metres=metres)
    return where + (say("arrival.doubtful") if said["doubtful"] else "")
