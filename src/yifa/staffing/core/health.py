"""清单体检：队伍 — what is wrong with who is to exercise the powers: able officers, postings, posts and their pool, offices. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from yifa.law.sources import APL, STAFF
from yifa.registry.core.health.bodies import enforcing_bodies
from yifa.registry.core.health.finding import Checks, Finding, Found, Kind, Rows
from yifa.registry.core.health.ground import SOON_DAYS, Ground
from yifa.registry.core.powers import Span
from yifa.staffing.core.capacity import lawful, set_aside
from yifa.staffing.core.health_wording import say
from yifa.staffing.core.staff import Certificate, Officer, Posting, Staff, inside

#: bodies officers are sent to
_SENT_TO = ("派驻组", "片区队")
_TOWN_OFFICE = "镇街办公室"
_DYNAMIC = "动态"
_IN, _OUT = ("收回", "归还"), ("借出", "下沉")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Span):
    """编制岗位 — ``acted``: an act of a docket made this row."""

    code: str
    owner: str
    user: str
    kind: str = ""
    pool: str = ""
    locked: bool = False
    front_line: bool = False
    officer: str = ""
    review_on: date | None = None
    acted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """编制周转 — one move of posts between two bodies."""

    code: str
    kind: str
    of: str
    to: str
    count: int
    on: date | None = None
    until: date | None = None
    row: int = 0


@dataclass(frozen=True)
class Force:
    """What the checks of staffing look at: the ground of the registry, the staff, posts and their moves, insurance by officer, reforms."""

    ground: Ground
    staff: Staff
    posts: Sequence[Post] = ()
    moves: Sequence[Move] = ()
    #: code of the officer -> last day (exclusive) of the accident insurance, as far as stated
    insured_until: Mapping[str, date] = field(default_factory=dict)
    #: name and day
    reforms: Sequence[tuple[str, date]] = ()

    @property
    def on(self) -> date:
        return self.ground.on

    @cached_property
    def officers(self) -> list[Officer]:
        """Those in service that day."""
        return [officer for officer in self.staff.officers.values() if officer.covers(self.on)]

    @cached_property
    def current_posts(self) -> list[Post]:
        return [post for post in self.posts if post.covers(self.on)]

    @cached_property
    def ready(self) -> dict[str, list[tuple[str, Certificate]]]:
        """By body: code and certificate of those who may handle, but for domain and place: in force, not away, not set aside."""
        found: dict[str, list[tuple[str, Certificate]]] = {}
        for body in self.staff.near:
            found[body] = []
            for officer in self.staff.members(body, on=self.on):
                held = officer.certificate(self.on)
                if officer.assistant or held is None or not held.covers(self.on) or officer.absence(self.on):
                    continue
                if not any(set_aside(self.staff, officer, body=body, on=self.on)):
                    found[body].append((officer.code, held))
        return found

    def reaches(self, region: str, place: str) -> bool:
        known: dict[tuple[str, str], bool] = self.staff.memo.setdefault(("reaches", self.on), {})
        if (region, place) not in known:
            known[region, place] = bool(region) and self.staff.reaches(region, place, on=self.on)
        return known[region, place]

    def able(self, *, bodies: Sequence[str], domain: str, place: str) -> int:
        """How many of these bodies may handle a matter of that domain there; the same as ``capacity.able_pairs`` of one body counts."""
        return len(
            {
                code
                for body in bodies
                for code, held in self.ready.get(body, ())
                if (not domain or domain in held.domains) and self.reaches(held.region, place)
            }
        )

    def sent(self, posting: Posting) -> str:
        """The area or the group an officer was sent to by this posting; empty for a post at home."""
        if posting.zone:
            return posting.zone
        body = self.ground.bodies.get(posting.body)
        return posting.body if body and body.kind in _SENT_TO else ""


#: the checks of staffing
checks: Checks[Force] = Checks()


def examine(force: Force, *, rules: Container[str] | None = None) -> Iterator[Finding]:
    """Every finding of staffing's checks, or of those named."""
    for check in checks.all.values():
        if rules is None or check.id in rules:
            yield from check.findings(force, say)


@checks("not_able", Kind.LOOK, APL("42", 1))
def not_able(force: Force) -> Iterator[Found]:
    """接不住 — a holder for whom no two able officers stand ready, in a domain at a place it holds.

    Source: 行政处罚法 42(1), not fewer than two. For a grant it is a breach of 24(1), which wants a body able to take it on. Counted are
    the officers of the holder and of the teams that exercise for it there: certificate in force for domain and region, not absent, not
    set aside. A holder of whom no officer is known at all is told apart: unknown, not none.
    """
    ground = force.ground
    teams: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for exercise in ground.exercises:
        teams[exercise.holder].append((exercise.domain, exercise.place, exercise.team))
    cells: dict[tuple[str, str, str, bool], int] = {}
    for group, live in ground.live:
        for at, row in live:
            key = (row.body, group.domain, row.place, row.title == "grant")
            if key not in cells:
                cells[key] = ground.powers.holdings[group.items[0].code][at].row
    short: dict[tuple[str, bool], Rows] = defaultdict(Rows)
    unknown: dict[str, int] = {}
    for (body, domain, place, granted), number in cells.items():
        acting = [body, *(team for of, where, team in teams.get(body, ()) if of in ("", domain) and ground.meet(where, place))]
        if not any(force.staff.near.get(one) for one in acting):
            unknown[body] = ground.bodies[body].row
            continue
        able = force.able(bodies=acting, domain=domain, place=place)
        if not lawful(able):
            short[body, granted].add("registry_holding", number, f"{ground.place_name(place)} · {domain}（{able}人）")
    for (body, granted), rows in short.items():
        kind, cites = (Kind.LAW, [APL("24", 1), APL("42", 1)]) if granted else (None, None)
        yield Found(rows, {"body": ground.body_name(body)}, variant="granted" if granted else "", kind=kind, cites=cites)
    if unknown:
        rows = Rows()
        for body, number in unknown.items():
            rows.add("registry_body", number, ground.body_name(body))
        yield Found(rows, variant="unknown")


@checks("sunk_certified", Kind.POLICY)
def sunk_certified(force: Force) -> Iterator[Found]:
    """下沉持证人员不足 — fewer certified officers of a department in an area than the profile asks for.

    Source: the profile's figure ``certified_min_per_area_department``; none, no check. Cells are the areas 片区 of its place × the
    departments that post officers to any of them (行使, 派驻). An officer counts whose own body is of the department, who is posted to the
    team or the area, with a certificate in force for the domain there.
    """
    ground, claim = force.ground, force.ground.claim("certified_min_per_area_department")
    if claim is None:
        return
    areas = [code for code, row in ground.places.items() if row.kind == "片区" and ground.within_claim(claim, code)]
    posted = [row for row in ground.exercises if row.kind == "posting" and row.place in areas]
    for department in dict.fromkeys(row.holder for row in posted):
        own = [officer for officer in force.officers if not officer.assistant and inside(officer.body, department)]
        for area in areas:
            here = [row for row in posted if row.holder == department and row.place == area]
            domains = {row.domain for row in here if row.domain}
            count = sum(_sunk(force, officer, {row.team for row in here}, area, domains) for officer in own)
            if count < claim.figure:
                rows = Rows()
                body = ground.bodies.get(department)
                rows.add(
                    "registry_body", body.row if body else 0, f"{ground.place_name(area)} · {ground.body_name(department)}（{count}人）"
                )
                facts = {"area": ground.place_name(area), "department": ground.body_name(department), "count": count}
                yield Found(rows, {**facts, "least": int(claim.figure)}, sources=[claim.source])


def _sunk(force: Force, officer: Officer, teams: set[str], area: str, domains: set[str]) -> bool:
    held = officer.certificate(force.on)
    if held is None or not held.covers(force.on) or not force.reaches(held.region, area):
        return False
    if domains and not domains & set(held.domains):
        return False
    return any(row.covers(force.on) and (row.zone == area or any(inside(row.body, team) for team in teams)) for row in officer.postings)


@checks("rotation", Kind.POLICY)
def rotation(force: Force) -> Iterator[Found]:
    """轮岗过早 — an officer left an area sooner than the profile asks for.

    Source: the profile's figure ``rotation_days_min``; none, no check. Postings to one area that follow each other count as one; the last
    day is exclusive, so 365 days are a year. A posting without a first day says nothing.
    """
    claim = force.ground.claim("rotation_days_min")
    if claim is None:
        return
    rows = Rows()
    for officer in force.staff.officers.values():
        for where, since, until, number in _stays(force, officer):
            if until <= force.on and (until - since).days < claim.figure:
                place = force.ground.bodies[where].name if where in force.ground.bodies else force.ground.place_name(where)
                rows.add("staffing_posting", number, f"{officer.name} · {place}（{(until - since).days}日）")
    if rows.total:
        yield Found(rows, {"days": int(claim.figure)}, sources=[claim.source])


def _stays(force: Force, officer: Officer) -> Iterator[tuple[str, date, date, int]]:
    """Ended stays in one area or group: where, first day, last day (exclusive), number of the last row."""
    by_place: dict[str, list[Posting]] = defaultdict(list)
    for row in officer.postings:
        if where := force.sent(row):
            by_place[where].append(row)
    for where, rows in by_place.items():
        stay: list[Posting] = []
        for row in sorted(rows, key=lambda one: one.since or date.min):
            if stay and (stay[-1].until is None or (row.since or date.min) > stay[-1].until):
                yield from _ended(where, stay)
                stay = []
            stay.append(row)
        yield from _ended(where, stay)


def _ended(where: str, stay: Sequence[Posting]) -> Iterator[tuple[str, date, date, int]]:
    since, until = stay[0].since, max((row.until or date.max) for row in stay)
    if since is not None and until != date.max:
        yield where, since, until, stay[-1].row


@checks("certified_rate", Kind.POLICY)
def certified_rate(force: Force) -> Iterator[Found]:
    """持证率不足 — of the town offices' staff and of those who lead the area teams by office fewer are certified than the profile asks for.

    Source: the profile's figure ``certified_rate_required`` (1 is all); none, no check. Counted exactly: 99 of 100 are not all. Assistants
    do not count.
    """
    ground, claim = force.ground, force.ground.claim("certified_rate_required")
    if claim is None:
        return
    offices = [body for body in ground.bodies.values() if body.kind == _TOWN_OFFICE and ground.within_claim(claim, body.place)]
    staff = {officer.code: officer for body in offices for officer in force.staff.members(body.code, on=force.on)}
    for officer in force.officers:
        if any(True for _ in force.staff.roles_of(officer, on=force.on)):
            staff[officer.code] = officer
    counted = [officer for officer in staff.values() if not officer.assistant]
    without = [officer for officer in counted if (held := officer.certificate(force.on)) is None or not held.covers(force.on)]
    if counted and len(counted) - len(without) < claim.figure * len(counted):
        rows = Rows()
        for officer in without:
            rows.add("staffing_officer", officer.row, f"{officer.name} · {ground.body_name(officer.body)}")
        facts = {"all": len(counted), "certified": len(counted) - len(without), "percent": f"{claim.figure * 100:.0f}"}
        yield Found(rows, facts, sources=[claim.source])


@checks("certificate_ending", Kind.LOOK, APL("42", 1))
def certificate_ending(force: Force) -> Iterator[Found]:
    """证件将到期 — a certificate that ends within sixty days, with none after it.

    Source: 行政处罚法 42(1): without qualification an officer counts for none of the two.
    """
    rows = Rows()
    last = force.on + timedelta(days=SOON_DAYS)
    for officer in force.officers:
        held = officer.certificate(force.on)
        if held is None or held.until is None or not held.covers(force.on) or held.until > last:
            continue
        if not any(row.since is not None and held.since is not None and row.since > held.since for row in officer.certificates):
            rows.add("staffing_certificate", held.row, f"{officer.name} · {held.number} · {held.until.isoformat()}")
    if rows.total:
        yield Found(rows, {"days": SOON_DAYS})


@checks("insurance", Kind.LOOK)
def insurance(force: Force) -> Iterator[Found]:
    """派驻人员保险 — an officer sent to an area or a group whose accident insurance has ended or is not stated.

    Source: the seeds' 人身意外伤害保险, which the city pays and the centre towns see to. The rows say until when, not by which policy, so
    it is to look at. Where nobody's insurance is stated at all the profile keeps no register of it, and nothing is asked.
    """
    ended, unknown = Rows(), Rows()
    for officer in force.officers:
        if any(row.covers(force.on) and force.sent(row) for row in officer.postings):
            until = force.insured_until.get(officer.code)
            if until is None:
                unknown.add("staffing_officer", officer.row, officer.name)
            elif until <= force.on:
                ended.add("staffing_officer", officer.row, f"{officer.name} · {until.isoformat()}")
    if ended.total:
        yield Found(ended)
    if unknown.total and force.insured_until:
        yield Found(unknown, variant="unknown")


@checks("office_vacant", Kind.LOOK)
def office_vacant(force: Force) -> Iterator[Found]:
    """兼任无人 — a role that follows an office which nobody holds that day.

    Source: the seeds' 队长、副队长 by office held; whoever leads the office leads the team. Where no officer of the office's body is
    known at all, who holds it is unknown, which is told apart.
    """
    vacant, unknown = Rows(), Rows()
    for role in force.staff.office_roles:
        if role.covers(force.on) and not any(
            role.follows(row for row in officer.postings if row.covers(force.on)) for officer in force.officers
        ):
            names = force.ground.body_name(role.body), force.ground.body_name(role.office_body)
            rows = vacant if force.staff.near.get(role.office_body) else unknown
            rows.add("staffing_office_role", role.row, f"{names[0]}{role.role}：{names[1]}{role.office}")
    if vacant.total:
        yield Found(vacant)
    if unknown.total:
        yield Found(unknown, variant="unknown")


@checks("front_line", Kind.POLICY)
def front_line(force: Force) -> Iterator[Found]:
    """一线占比不足 — fewer of the posts stand in the front line than the profile asks for.

    Source: the profile's figure ``frontline_ratio_min``; none, no check. Counted exactly over the posts owned or used by the body the
    figure is said of and those below it: 0.899 falls short, 0.900 does not. No posts known, no finding.
    """
    claim = force.ground.claim("frontline_ratio_min")
    if claim is None:
        return
    posts = [post for post in force.current_posts if inside(post.owner, claim.body) or inside(post.user, claim.body)]
    front = sum(post.front_line for post in posts)
    if posts and front < claim.figure * len(posts):
        rows = Rows()
        for post in posts:
            if not post.front_line:
                rows.add("staffing_post", post.row, f"{post.code} · {force.ground.body_name(post.user)}")
        yield Found(rows, {"all": len(posts), "front": front, "percent": f"{claim.figure * 100:.0f}"}, sources=[claim.source])


@checks("no_posts", Kind.LOOK)
def no_posts(force: Force) -> Iterator[Found]:
    """编制未载明 — an enforcing body without a single post.

    Source: the seeds' 编制、领域、权责逐一明确; see ``incomplete`` for the others. Not stated is told as unknown.
    """
    has = {body for post in force.current_posts for body in (post.owner, post.user)}
    rows, enforcing = Rows(), enforcing_bodies(force.ground)
    for code in enforcing:
        if not any(inside(body, code) for body in has):
            rows.add("registry_body", force.ground.bodies[code].row, force.ground.bodies[code].name)
    if rows.total:
        yield Found(rows, {"of": len(enforcing)})


@checks("review_overdue", Kind.POLICY)
def review_overdue(force: Force) -> Iterator[Found]:
    """动态编制逾期未复核 — a dynamic post whose own review day is past; without a review day it is to look at.

    Source: the review day that was set with the post (破除一核定终身); a new day begins a new row.
    """
    late, unset = Rows(), Rows()
    for post in force.current_posts:
        label = f"{post.code} · {force.ground.body_name(post.user)}"
        if post.kind == _DYNAMIC and post.review_on is None:
            unset.add("staffing_post", post.row, label)
        elif post.kind == _DYNAMIC and post.review_on is not None and post.review_on < force.on:
            late.add("staffing_post", post.row, f"{label} · {post.review_on.isoformat()}")
    if late.total:
        yield Found(late, sources=[say("source.review")])
    if unset.total:
        yield Found(unset, variant="unset", kind=Kind.LOOK)


@checks("locked_moved", Kind.LOOK, STAFF("18"))
def locked_moved(force: Force) -> Iterator[Found]:
    """锁定编制无批准而变动 — a locked post that went to another owner or user, or into another pool, without an act of a docket.

    Source: 编制锁定 of the seeds, changed by approval only; 地方各级人民政府机构设置和编制管理条例 18, posts are moved by
    the government. A profile may load a change that was approved before; so a person looks.
    """
    rows = Rows()
    by_code: dict[str, list[Post]] = defaultdict(list)
    for post in force.posts:
        if post.since is None or post.since <= force.on:
            by_code[post.code].append(post)
    for code, spans in by_code.items():
        spans.sort(key=lambda post: post.since or date.min)
        for before, after in pairwise(spans):
            moved = (before.owner, before.user, before.pool) != (after.owner, after.user, after.pool)
            if before.locked and moved and not after.acted:
                names = f"{force.ground.body_name(before.user)} → {force.ground.body_name(after.user)}"
                rows.add("staffing_post", after.row, f"{code} · {names}")
    if rows.total:
        yield Found(rows)


@checks("pool", Kind.LAW, STAFF("18"))
def pool(force: Force) -> Iterator[Found]:
    """周转池 — a pool that lent more posts than it had taken in on some day, or a loan not given back when due.

    Source: 地方各级人民政府机构设置和编制管理条例 18: posts move within the total. A pool is a body that posts were taken in
    for (收回); of one that only lends or sends down what is its own nothing is known. Moves without a day come first, what came in before
    what went out.
    """
    for body in dict.fromkeys(move.to for move in force.moves if move.kind == _IN[0]):
        own = [move for move in force.moves if body in (move.to if move.kind in _IN else "", move.of if move.kind in _OUT else "")]
        own = sorted(
            (move for move in own if move.on is None or move.on <= force.on), key=lambda move: (move.on or date.min, move.kind in _OUT)
        )
        balance, rows, worst = 0, Rows(), 0
        for move in own:
            balance += move.count if move.kind in _IN else -move.count
            if balance < 0:
                rows.add("staffing_pool_move", move.row, f"{move.code} · {move.kind}{move.count}名")
                worst = min(worst, balance)
        if rows.total:
            yield Found(rows, {"pool": force.ground.body_name(body), "short": -worst})
        yield from _late_loans(force, body, own)


def _late_loans(force: Force, body: str, moves: Sequence[Move]) -> Iterator[Found]:
    rows, late = Rows(), 0
    for borrower in dict.fromkeys(move.to for move in moves if move.kind == "借出"):
        back = sum(move.count for move in moves if move.kind == "归还" and move.of == borrower)
        due = [move for move in moves if move.kind == "借出" and move.to == borrower and move.until and move.until <= force.on]
        if (missing := sum(move.count for move in due) - back) > 0:
            late += missing
            for move in due:
                rows.add("staffing_pool_move", move.row, f"{move.code} · {force.ground.body_name(borrower)} · {move.count}名")
    if rows.total:
        yield Found(rows, {"pool": force.ground.body_name(body), "late": late}, variant="late", kind=Kind.LOOK)


@checks("posts_grew", Kind.LOOK, STAFF("18"))
def posts_grew(force: Force) -> Iterator[Found]:
    """编制总量增加 — more posts on the day of a reform than the day before.

    Source: 总量不增加 of the seeds; 地方各级人民政府机构设置和编制管理条例 18. Where no post was known before nothing is compared.
    """
    for name, day in force.reforms:
        before = [post for post in force.posts if post.covers(day - timedelta(days=1))]
        after = [post for post in force.posts if post.covers(day)]
        if day <= force.on and before and len(after) > len(before):
            codes, rows = {post.code for post in before}, Rows()
            for post in after:
                if post.code not in codes:
                    rows.add("staffing_post", post.row, f"{post.code} · {force.ground.body_name(post.owner)}")
            yield Found(rows, {"reform": name, "before": len(before), "after": len(after)})
