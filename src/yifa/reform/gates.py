"""要件 — what the law asks of a change: when it is proposed, and again when it is approved, on the newest institution."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yifa.docket.core.act import View
from yifa.docket.core.form import read_form
from yifa.docket.core.procedure import Gate, Situation, declared_kind
from yifa.kernel.dates import legal_date
from yifa.law.reform.change import DOUBTFUL_KINDS, HOLDING_KINDS
from yifa.reform.core.forms import Change, Entrust, Grant, MovePool, MovePosts, Recall
from yifa.reform.core.legs import ending
from yifa.reform.queries import Asked, asked
from yifa.registry.queries import capability, catalogued
from yifa.staffing.queries import certified

Facts = Mapping[str, Any] | None

#: the acts that propose; the procedure fills it as it declares them
PROPOSALS: list[str] = []
#: bodies that have no posts of their own
_COORDINATING = ("综合执法协调机构", "领导小组", "工作专班")
#: departments and governments; whether a team is one or an institution no kind of body says
_AGENCIES = ("党委机构", "政府", "行委", "管委会", "机关", "综合行政执法局")
_CENTRAL = ("国务院", "省级人民政府")


def change_of(view: View) -> Change | None:
    """What the docket proposes; None before it does."""
    act = view.last(*PROPOSALS)
    kind = declared_kind(act.procedure, act.kind) if act else None
    if act is None or kind is None:
        return None
    form = read_form(kind.form, act.payload)
    assert isinstance(form, Change)  # nothing else proposes
    return form


def _asked(situation: Situation) -> Asked:
    def look() -> Asked:
        change = situation.form if isinstance(situation.form, Change) else change_of(situation.view)
        assert change is not None  # an approval follows a proposal
        return asked(change)

    return situation.once("reform", look)


def _gate(rule: str, facts: Callable[[Asked, Situation], Facts]) -> Gate:
    return Gate(rule, lambda situation: facts(_asked(situation), situation), asks_form=True)


def _approved(found: Asked, situation: Situation) -> Facts:
    return {"document": found.change.document, "issuer": found.change.issuer}


def _not_retroactive(found: Asked, situation: Situation) -> Facts:
    acts = situation.view.acts
    return {"effective_on": found.on, "opened_on": legal_date(acts[0].recorded_at) if acts else situation.today}


def _in_step(found: Asked, situation: Situation) -> Facts:
    if not found.legs or isinstance(found.change, MovePosts):
        return None
    counts = {name: sum(len(getattr(leg, name)) for leg in found.legs) for name in ("items", "posts", "people")}
    return {**counts, "reason": "；".join(leg.none_reason for leg in found.legs if leg.none_reason)}


def _nothing_left(found: Asked, situation: Situation) -> Facts:
    gone = ending(found.change)
    return {"body": "、".join(found.name_of(code) for code in gone), **found.left} if gone else None


def _receivers(found: Asked) -> list[str]:
    """The bodies to which powers go, to hold them themselves."""
    match found.change:
        case Grant():
            return [found.change.to]
        case Recall():
            return [found.change.to] if found.change.to and found.without else []
        case _:
            return list(dict.fromkeys(leg.to for leg in found.legs if leg.items and leg.to))


def _standing(found: Asked, situation: Situation) -> Facts:
    kinds = {body: found.kind_of(body) for body in _receivers(found)}
    worst = sorted(kinds, key=lambda body: (kinds[body] in HOLDING_KINDS, kinds[body] in DOUBTFUL_KINDS))
    return {"name": found.name_of(worst[0]), "kind": kinds[worst[0]]} if worst else None


def _liberty(found: Asked, situation: Situation) -> Facts:
    to = found.change.to if isinstance(found.change, Entrust) else "".join(_receivers(found))
    if not to or not found.items:
        return None
    kinds = sorted({kind for code in found.items if (item := found.item(code)) for kind in item.kinds})
    return {"kinds": tuple(kinds), "acting": "公安机关" if "公安" in found.name_of(to) else "其他机关"}


def _concentration(found: Asked, situation: Situation) -> Facts:
    if not any(leg.items for leg in found.legs):
        return None
    return {"own_power": found.own_power, "decided_by": found.change.decided_by}


def _township(found: Asked, situation: Situation) -> Facts:
    change = found.change
    if not isinstance(change, Grant) or found.level_of(change.to) != "town":
        return None
    return {
        "granted_by": change.by,
        "published": change.published,
        "day": found.on,
        "valid_from": found.on,
        "valid_until": None,
        "named_by_law": change.named_by_law,
    }


def _grantable(found: Asked, situation: Situation) -> Facts:
    change = found.change
    if not isinstance(change, Grant):
        return None
    known, inside = catalogued(change.items, on=found.on)
    domains = {item.domain for code in change.items if (item := found.item(code))}
    return {
        "to": found.name_of(change.to),
        "outside": [code for code in change.items if code not in inside] if known else [],
        "catalogue": known,
        "able": capability(change.to, domains, on=situation.today),
    }


def _entrustment(found: Asked, situation: Situation) -> Facts:
    change = found.change
    if not isinstance(change, Entrust):
        return None
    return {
        "norm": change.norm,
        "written": change.written,
        "states_scope": True,
        "published_by_both": change.published,
        "day": found.on,
        "valid_from": found.on,
        "valid_until": change.until,
        "to_organisation": True,
        "own_name": False,
        "passed_on_to": "",
    }


def _entrusted_body(found: Asked, situation: Situation) -> Facts:
    change = found.change
    if not isinstance(change, Entrust):
        return None
    return {
        "lawful_public_body": found.kind_of(change.to) not in _COORDINATING,
        "qualified_staff": certified(body=change.to, on=situation.today) >= 2,
        "technical_means": change.can_test if change.needs_testing else None,
    }


def _no_coercion(found: Asked, situation: Situation) -> Facts:
    if not isinstance(found.change, Entrust) or not any(item.coercion for code in found.items if (item := found.item(code))):
        return None
    return {"actor": "受委托的组织", "qualified": True}


def _recalled(found: Asked, situation: Situation) -> Facts:
    change = found.change
    if not isinstance(change, Recall) or change.what != "赋权":
        return None
    return {"without": [] if change.to else found.without, "open_cases": len(found.cases), "hands_over": len(change.cases) >= 2}


def _typed(found: Asked, situation: Situation) -> Facts:
    """The post that fits least: a change may move posts of both types."""
    pairs = []
    for leg in found.legs:
        kind = found.kind_of(leg.to)
        assign = "议事协调机构" if kind in _COORDINATING else "事业单位" if kind == "事业单位" else "行政机构" if kind in _AGENCIES else ""
        listed = set(leg.posts)
        pairs += [(post.pool, assign) for post in found.posts if post.code in listed and assign]
    fits = {("行政编制", "行政机构"), ("事业编制", "事业单位")}
    worst = min(pairs, key=lambda pair: pair in fits, default=None)
    return {"pool": worst[0], "assign_to": worst[1]} if worst else None


def _moved(found: Asked, situation: Situation) -> Facts:
    if not found.posts or not found.legs:
        return None
    levels = {(found.level_of(body), found.level_of(leg.to)) for leg in found.legs if leg.posts for body in leg.of}
    pools = {post.pool for post in found.posts}
    return {
        "pool": "行政编制" if "行政编制" in pools else "事业编制",
        "same_level": all(one == other for one, other in levels),
        "within_total": True,
        "central_approval": isinstance(found.change, MovePosts) and found.change.central,
    }


def _locked(found: Asked, situation: Situation) -> Facts:
    """A change of bodies is approved by its own document; moves of posts alone need an approval of theirs."""
    locked = [post.code for post in found.posts if post.locked]
    change = found.change
    approval = change.approval if isinstance(change, MovePosts | MovePool) else change.document
    return {"posts": locked, "approval": approval} if found.posts else None


def _staffed(found: Asked, situation: Situation) -> Facts:
    """人随编走 — who sits on a moved post moves with it."""
    change = found.change
    if not isinstance(change, MovePosts):
        return None
    sitting = {post.officer for post in found.posts if post.officer}
    named = {code for leg in found.legs for code in leg.people}
    return {"staying": sorted(sitting - named), "reason": change.none_reason}


def _pool(found: Asked, situation: Situation) -> Facts:
    change = found.change
    if not isinstance(change, MovePool):
        return None
    return {
        "move": change.move,
        "unfit": [post.code for post in found.posts if not fits_pool_move(change, post)],
        "balance": found.pool_balance,
        "count": len(change.posts),
    }


def fits_pool_move(change: MovePool, post: Any) -> bool:
    """收回 takes a vacancy of the body, 借出 and 下沉 what lies in the pool, 归还 what the body had borrowed."""
    if change.move == "收回":
        return post.user == change.body and not post.officer and post.owner in (change.body, change.owner)
    if change.move == "归还":
        return post.owner == change.owner and post.user == change.body and post.kind == "动态" and not post.officer
    return post.owner == change.owner and post.user == change.owner and post.kind == "动态"


#: asked of every change, in the order in which a clerk would look; what does not arise is not asked
OF_THE_CHANGE = (
    _gate("reform.approved", _approved),
    _gate("reform.not_retroactive", _not_retroactive),
    _gate("reform.standing", _standing),
    _gate("authority.liberty", _liberty),
    _gate("authority.concentration", _concentration),
    _gate("authority.township", _township),
    _gate("reform.grantable", _grantable),
    _gate("authority.entrustment", _entrustment),
    _gate("authority.entrusted_body", _entrusted_body),
    _gate("measure.doer", _no_coercion),
    _gate("reform.recalled", _recalled),
    _gate("reform.in_step", _in_step),
    _gate("reform.nothing_left", _nothing_left),
    _gate("posts.typed", _typed),
    _gate("posts.moved", _moved),
    _gate("reform.locked", _locked),
    _gate("reform.staffed", _staffed),
    _gate("reform.pool", _pool),
)


def _reviewed(situation: Situation) -> Facts:
    review, proposal = situation.view.last("review_change"), situation.view.last(*PROPOSALS)
    return {
        "passed": bool(review and review.payload["passed"]),
        "by": review.actor["user"] if review else "",
        "proposed_by": proposal.actor["user"] if proposal else "",
    }


def _reviewer_apart(situation: Situation) -> Facts:
    proposal = situation.view.last(*PROPOSALS)
    return {
        "passed": True,
        "by": situation.actor.user if situation.actor else "",
        "proposed_by": proposal.actor["user"] if proposal else "",
    }


def _approver_apart(situation: Situation) -> Facts:
    review, proposal = situation.view.last("review_change"), situation.view.last(*PROPOSALS)
    by = situation.actor.user if situation.actor else ""
    told = [act.actor["user"] if act else "" for act in (proposal, review)]
    return {"by": by, "proposed_by": told[0], "reviewed_by": told[1]} if by else None


REVIEWED = Gate("reform.reviewed", _reviewed)
REVIEWER_APART = Gate("reform.reviewed", _reviewer_apart)
APPROVER_APART = Gate("reform.approver_apart", _approver_apart, asks_form=True)
