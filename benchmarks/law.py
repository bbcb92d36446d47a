"""法律的成本 — days due a second, the gates of a long docket, the library read in and searched, the reader of clauses over all of it."""

from __future__ import annotations

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HELP = "期限、要件、法规库读入和查找、处罚条款识别的速度；--laws 目录 用真实的法规文本，否则用合成的"

DUE_A_SECOND = 50_000
GATES_MS = 2.0
READ_S = 120.0
CLAUSES_S = 120.0
SEARCH_MS = 100.0
#: as many texts, and about as large, as the real folder the bars were set for
FILES = 1_068
#: what stands in every query of an office, in every article, in no article, in both scripts, and nonsense
_WORDS = (
    "的", "一", "罚款", "处", "法", "人", "规定", "应当", "或者", "以下", "国务院", "环境", "的 罚款", "有 关 部 门", "的 是 和 在 有",
    "不 得", "行政處罰", "違法 佔用 道路", "行政处罚法第四十四条", "行政处罚法 44", "县级以上人民政府", "逾期不改正的，处",
    "本法自公布之日起施行", "责令改正，处一万元以上十万元以下的罚款", "没收违法所得 吊销许可证", "超限运输", "占道经营", "第一款", "2021",
    "鼆", "abc", "罚款罚款罚款", "的的的的", "x y z", "，。", "的 " * 50, "中华人民共和国" * 14,
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--laws", type=Path, default=os.environ.get("YIFA_LAWS"), metavar="目录", help="法规文本的目录")
    parser.add_argument("--seed", type=int, default=1, metavar="种子")
    parser.add_argument("--rounds", type=int, default=7, metavar="轮")
    parser.set_defaults(requests=10)


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Everything measured in a temporary place; ``bars`` says what is met."""
    from benchmarks.measuring.bars import Bar
    from benchmarks.measuring.town import temporary_town
    from benchmarks.measuring.wording import say, tell

    tell("step.measure", what=say("law.due"))
    due, asked = _due_a_second(options), _answers_a_second(options)
    with temporary_town() as town:
        from benchmarks.docket import machine

        result: dict[str, Any] = {"machine": machine(), "seed": options.seed}
        tell("step.measure", what=say("law.gates"))
        gates = _gates(town, options)
        folder = Path(options.laws) if options.laws else _made_up(town.place.data / "laws", options.seed)
        tell("step.measure", what=say("law.read"))
        read = _read(folder, options)
        tell("step.measure", what=say("law.search"))
        searched = _searched(options)
        tell("step.measure", what=say("law.clauses"))
        clauses = _clauses()
    bars = [
        Bar("due", say("law.due"), due, DUE_A_SECOND, sense="at least"),
        Bar("gates", say("law.gates"), gates["ms"], GATES_MS, "ms"),
        Bar("read", say("law.read"), read["seconds"], READ_S, "s"),
        Bar("search", say("law.search"), max(searched.values()), SEARCH_MS, "ms"),
        Bar("clauses", say("law.clauses"), clauses["seconds"], CLAUSES_S, "s"),
    ]
    laws = str(folder.name) if options.laws else "made up"
    result |= {"laws": laws, "apply_a_second": asked, "gates": gates, "read": read, "search_ms": searched, "clauses": clauses}
    return {"bars": [bar.as_json() for bar in bars], **result}


def _best(work: Callable[[], object], count: int, rounds: int) -> float:
    """How often a second, in the best of some rounds: the others were disturbed."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return round(count / min(took))


def _due_a_second(options: argparse.Namespace) -> float:
    """Terms of every unit, over two years with their holidays, some with days set aside."""
    from yifa.kernel.calendar import Aside, reckon
    from yifa.kernel.dates import Days, Months, WorkingDays
    from yifa.server.published import published_calendar

    calendar, rng = published_calendar(), random.Random(options.seed)
    terms = [Days(15), Days(60), Days(90), WorkingDays(3), WorkingDays(5), WorkingDays(7), WorkingDays(20), Months(3), Months(6)]
    asked = []
    for number in range(10_000):
        start = date(2025, 1, 1) + timedelta(days=rng.randrange(600))
        aside = (Aside(start + timedelta(days=2), start + timedelta(days=9), "检测检验鉴定"),) if number % 10 == 0 else ()
        asked.append((start, rng.choice(terms), bool(number % 2), aside))

    def work() -> None:
        for start, term, rolls, aside in asked:
            reckon(start, term, calendar=calendar, rolls=rolls, aside=aside)

    work()
    return _best(work, len(asked), options.rounds)


def _answers_a_second(options: argparse.Namespace) -> float:
    """The same through the rules, with layers and grounds."""
    import yifa.law  # noqa: F401  registers the rules
    from yifa.law.rule import apply
    from yifa.server.published import published_calendar, published_overlays

    calendar, layers = published_calendar(), published_overlays().chain(domains=["住建"])
    asked = [("deadlines.payment", "served_on"), ("deadlines.decision", "filed_on"), ("deadlines.statement", "served_on")]

    def work() -> None:
        for rule, fact in asked * 1_000:
            apply(rule, on=date(2026, 3, 2), layers=layers, calendar=calendar, **{fact: date(2026, 2, 11)})

    work()
    return _best(work, 3_000, options.rounds)


def _gates(town: Any, options: argparse.Namespace) -> dict[str, Any]:
    """Every act a docket of forty acts has before it, with all gates that do not wait for a form."""
    from benchmarks.measuring.cases import FIRST, People, long_docket
    from yifa.docket.queries import next_for, view_for

    people = People.here()
    docket = long_docket(people, acts=40, now=options.now, rng=random.Random(options.seed))
    actor = people.actor(FIRST, options.now)
    view = view_for(actor=actor, docket=docket)
    offered = next_for(actor=actor, view=view, now=options.now)
    took = []
    for _ in range(50 * options.rounds):
        began = time.process_time_ns()
        next_for(actor=actor, view=view, now=options.now)
        took.append((time.process_time_ns() - began) / 1e6)
    return {"acts": len(view.acts), "offers": len(offered), "ms": round(statistics.median(took), 3), "worst_ms": round(max(took), 3)}


def _read(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    from yifa.library.actions import read_in
    from yifa.library.models import Article, Law, Version

    reading = read_in(folder, now=options.now)
    counts = {"laws": Law.objects.count(), "versions": Version.objects.count(), "articles": Article.objects.count()}
    unread = {"files_not_read": len(reading.failures), "lines_not_read": len(reading.unread)}
    return {"seconds": reading.milliseconds / 1000, "files": reading.files, **counts, **unread}


def _searched(options: argparse.Namespace) -> dict[str, float]:
    """The median of each query, warm, over the versions in force and over all."""
    from yifa.kernel.dates import legal_date
    from yifa.library.search import search

    found: dict[str, float] = {}
    for words in _WORDS:
        for everything in (False, True):
            took = []
            for _ in range(options.rounds + 1):
                began = time.perf_counter()
                search(words, on=legal_date(options.now), all_versions=everything)
                took.append((time.perf_counter() - began) * 1000)
            found[words] = max(found.get(words, 0.0), round(statistics.median(took[1:]), 2))
    return found


def _clauses() -> dict[str, Any]:
    """Every article of every version, with the statements that fetch it, in one process."""
    from yifa.library.models import Version
    from yifa.library.proposals import proposals_of

    began, versions, proposals = time.perf_counter(), 0, 0
    for version in Version.objects.select_related("law"):
        proposals += len(proposals_of(version))
        versions += 1
    return {"seconds": round(time.perf_counter() - began, 2), "versions": versions, "proposals": proposals}


def _made_up(folder: Path, seed: int) -> Path:
    """Texts of no law, in the form of the real ones: as many files, about twenty kilobytes each."""
    rng = random.Random(seed)
    folder.mkdir()
    for number in range(FILES):
        lines = [f"# 合成规定{number:04}", "", "2024年1月1日 通过", "", "2024年3月1日 施行", "", "<!-- INFO END -->", ""]
        lines += [f"{text}\n" for text in _articles(rng)]
        (folder / f"合成规定{number:04}(2024-01-01).md").write_text("\n".join(lines), encoding="utf-8")
    return folder


def _articles(rng: random.Random) -> Iterator[str]:
    from yifa.kernel.citation import chinese_number

    things = ["围挡", "车辆", "摊位", "广告牌", "渣土", "管线", "绿地", "台账", "设备", "标志"]
    deeds = ["设置", "使用", "运输", "堆放", "改动", "登记", "检查", "保存"]
    for number in range(1, 61):
        thing, deed = rng.choice(things), rng.choice(deeds)
        duty = f"单位和个人{deed}{thing}的，应当按照规定办理，保持完好整洁，并接受监督检查。"
        low = rng.choice(["五百元", "一千元", "五千元", "一万元"])
        breach = f"违反本规定第{chinese_number(rng.randint(1, 60))}条规定，擅自{deed}{thing}的，"
        fine = f"{breach}由县级以上人民政府主管部门责令改正，处{low}以上五万元以下的罚款。"
        yield f"第{chinese_number(number)}条 {duty if number % 3 else fine}" + duty * rng.randint(0, 2)
