"""机构合并的成本 — eight bodies with 650 posts, 370 people and what they hold made one, through the three acts, in a real place."""

from __future__ import annotations

import argparse
import time
from datetime import timedelta
from typing import Any

HELP = "八个机关、650 名编制、370 人和全部事项合并为一个机关，从拟定到批准施行"

SECONDS = 2.0
BODIES, POSTS, PEOPLE = 8, 650, 370


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=3, metavar="轮")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Draft, review and approval timed; each round merges what the last one left, split anew. ``bars`` holds the slowest approval."""
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.town import temporary_town
    from benchmarks.measuring.wording import say, tell

    with temporary_town():
        from benchmarks.docket import machine

        tell("step.measure", what=say("who.merge"))
        rounds = [_merge(number, options) for number in range(options.rounds)]
        on = machine()
    worst = max(one["approve_seconds"] for one in rounds)
    return {
        "bars": [Bar("merge.seconds", say("who.merge"), worst, SECONDS, "s").as_json()],
        "machine": on,
        "rounds": rounds,
    }


def _merge(number: int, options: argparse.Namespace) -> dict[str, Any]:
    from yifa.docket.append import Request, append, open_docket
    from yifa.kernel.actor import Actor, Post, Role
    from yifa.kernel.dates import legal_date
    from yifa.kernel.ids import new_id

    office, place = "fucheng.bianwei", "131128"
    codes, items = _fill(number, legal_date(options.now))
    people = [Actor(str(new_id()), name, posts=(Post(role, office, place),)) for name, role in _people(Role)]
    drafter, lawyer, head = people
    payload = {
        "summary": "八个机关合并",
        "document": f"测〔{number}〕1号",
        "issuer": "测试机关",
        "decided_by": "省级人民政府",
        "effective_on": legal_date(options.now + timedelta(days=1)).isoformat(),
        "bodies": codes,
        "into": {"code": f"fucheng.one{number}", "name": "综合行政执法局", "kind": "综合行政执法局", "place": place},
        "items": ["全部"],
        "posts": ["全部"],
        "people": ["全部"],
    }
    clock = time.perf_counter
    began = clock()
    docket = open_docket(actor=drafter, body=office, place=place, request=Request("propose_merger", payload), now=options.now).act.docket
    proposed = clock()
    append(actor=lawyer, docket=docket, request=Request("review_change", {"passed": True, "opinion": "合法。"}), now=options.now)
    reviewed = clock()
    append(actor=head, docket=docket, request=Request("approve_change", {"opinion": "同意。"}), now=options.now)
    approved = clock()
    return {
        "bodies": BODIES,
        "posts": POSTS,
        "people": PEOPLE,
        "items": items,
        "propose_seconds": round(proposed - began, 3),
        "approve_seconds": round(approved - reviewed, 3),
        "all_seconds": round(approved - began, 3),
        **_after(f"fucheng.one{number}", legal_date(options.now + timedelta(days=1))),
    }


def _people(role: Any) -> list[tuple[str, Any]]:
    return [("拟定人", role.STAFFING), ("审核人", role.JUSTICE), ("批准人", role.HEAD)]


def _fill(number: int, on: Any) -> tuple[list[str], int]:
    """Eight bodies with their posts, people, and 200 items each; their codes and the number of items."""
    from django.db import transaction

    from yifa.registry.models import Body, Domain, Holding, Item, ItemList, ItemVersion
    from yifa.registry.snapshot import move_on
    from yifa.staffing.models import Officer, StaffPost

    codes = [f"fucheng.old{number}x{at}" for at in range(BODIES)]
    with transaction.atomic():
        Body.objects.bulk_create(Body(code=code, name=f"旧机关{code}", kind="机关", level="county", place="131128") for code in codes)
        line = ItemList.objects.first()
        domain = Domain.objects.first()
        items = Item.objects.bulk_create(
            Item(code=f"M{number}-{at}", list=line, department="旧机关", synthetic=True) for at in range(BODIES * 200)
        )
        ItemVersion.objects.bulk_create(
            ItemVersion(item=item, name=f"事项{item.code}", domain=domain, violated={}, penalty={}, kinds=["罚款"], correction_order=True)
            for item in items
        )
        Holding.objects.bulk_create(
            Holding(item=item, body=codes[at % BODIES], place="131128", title="statute") for at, item in enumerate(items)
        )
        officers = [Officer(code=f"M{number}-P{at}", name=f"人员{at}", body=codes[at % BODIES], synthetic=True) for at in range(PEOPLE)]
        Officer.objects.bulk_create(officers)
        StaffPost.objects.bulk_create(
            StaffPost(
                code=f"M{number}-B{at}",
                owner=codes[at % BODIES],
                user=codes[at % BODIES],
                kind="基本",
                pool="行政编制",
                officer=officers[at].code if at < PEOPLE else "",
                synthetic=True,
            )
            for at in range(POSTS)
        )
        move_on()
    return codes, len(items)


def _after(code: str, on: Any) -> dict[str, int]:
    """What the one body has on the day: nothing may have been lost on the way."""
    from yifa.registry.models import Holding
    from yifa.registry.queries import on_day
    from yifa.staffing.changing import people_of
    from yifa.staffing.models import StaffPost

    return {
        "items_after": Holding.objects.filter(on_day(on), body=code).count(),
        "posts_after": StaffPost.objects.filter(on_day(on), owner=code, user=code).count(),
        "people_after": len(people_of([code], on=on)),
    }
