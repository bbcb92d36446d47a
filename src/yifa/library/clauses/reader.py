"""处罚条款识别 — reads an article for the clauses that set penalties.

Sentence by sentence: what the article said before (the conduct, the body, the base of a multiple) is carried along, for a tier
(情节严重的，处…) names none of them. Inside a sentence its clauses are walked from comma to comma; …的 opens a tier or a condition,
对… names a party, and what is threatened is put down to both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from yifa.kernel.citation import Cite
from yifa.law.penalties import Kind
from yifa.library.clauses import cites, consequence
from yifa.library.clauses.article import ArticleText
from yifa.library.clauses.body import Body, bodies, decides
from yifa.library.clauses.fine import Fine
from yifa.library.clauses.fines import Found, fines, is_value_condition
from yifa.library.clauses.numbers import narrow
from yifa.library.clauses.proposal import BodyFrom, Note, Proposal, Reading, Tier
from yifa.library.clauses.sentences import Sentence, sentences

#: Signs of the longest sentence that is read; what is longer is no sentence but a text without stops.
_LONGEST = 5_000
_COURT = "人民法院"
_PENAL = re.compile("罚款|没收|吊销|暂扣|警告|通报批评|停业|停产|关闭|降低资质|拘留|资格|限制|禁止|不得")
#: 本法规定的行政处罚, 本条例第十条规定的罚款
_OF_LAW = re.compile(r"(?:违反)?本[法条例规定办细则]{1,3}(?:第[^，。；]*)?规定的(?:罚款|行政处罚|处罚)")
_CLAUSE = re.compile(r"[^，,：:]*[，,：:]?")
_START = re.compile(
    r"(?:并|也|还|均|都|再|分别|同时|除[^，,]{0,30}外)*(?:可以?|应当|必须|依法|应)*(?:责令|给予|给以|予以|处以|处(?![理置罚分于])|并处|单处|科以|没收|吊销|暂扣|取缔|通报批评|警告|撤销|限期|强制"
    r"|对[^，,。；;]{1,60}?(?:可以?|并|单|分别|依法|应当|给予)*(?:处以?(?![理置分])|给予|予以|没收|责令)|(?:根据|视)[^，,]{0,6}情节|有违法所得|中标无效|转让无效|转让、分包无效|依照|按照|依法追究|追究|[\d一二三四五六七八九十]{1,3}年内(?:禁止|不)|终身)"
)
_TIERS = (
    (Tier.REPEAT, re.compile("再次|屡|又有|又犯|累计|[两二三]次以上|多次")),
    (Tier.REFUSAL, re.compile("拒不|逾期|仍不|仍未|拒绝改正|仍继续|继续违法|期满不|限期内不")),
    (Tier.LIGHT, re.compile("情节较轻|情节轻微|尚不严重|危害后果轻微|情节显著轻微")),
    (Tier.GRAVE, re.compile("情节(?:特别|较|十分|恶劣|严重)|情况严重|性质恶劣|影响恶劣|特别严重")),
    (Tier.HARM, re.compile("造成|导致|致使|引起|引发|发生[^，,]{0,12}(?:事故|后果|损害|污染)|后果")),
)
#: A sentence that goes on with the clause before it.
_CONTINUES = re.compile(
    r"(?:其中|情节|情况严重|性质恶劣|拒不|逾期|仍|拒绝改正|造成[^，,。；;]{0,24}(?:后果|损失|污染|事故|损害|扩散|影响|危害)[^，,。；;]{0,6}的|导致|致使|构成|尚不|尚未构成|没有|有违法|有非法|无违法|违法所得|违法经营额|非法经营额"
    r"|货值金额|违法[^，,。；;]{0,24}(?:货值|金额|价值)|对(?!违反|未|不|有|拒)|有前款|有第[一二三四五六七八九十]+项|单位有|个人有|其他|再次|累计|[一二两三四五六\d]{1,2}年内|并|处|可以|给予|责令|没收|吊销|由)"
)
_PARTY = re.compile(
    r"对(?P<party>(?:(?!对)[^，,。；;：:]){1,60}?)(?:，|,)?(?:(?:由[^，,。；;]{2,40}?)?(?:可以?|并|单独|依法|分别|应当|一律|也|酌情|均|视情节|根据情节|各)*)(?=处以?(?![理置分])|给予|予以|并处|单处|科以|罚款|没收|责令|$|[，,])"
)
_STAFF = re.compile("主管人员|责任人|负责人|从业人员|董事|高级管理人员|直接责任者|法定代表人")
_VIOLATION = re.compile(r"^(?:凡|对)?违反(?:了)?(?:本[法条例规定办细则]{1,3}|《[^》]+》|国家)?[^，,。；;]{0,80}?(?:规定|要求|之规定)[，,]")


#: Behind the deed and before its consequence: 构成犯罪的, 对负责人, 依法承担民事责任, 开户银行应当依照…规定.
_BEHIND = re.compile(
    r"[，,](?:(?:尚)?(?:不|未)?构成犯罪的|情节轻微的)$|(?<=的)[，,](?:对[^，,]+|依法承担[^，,]+|除[^，,]+外|依照[^，,]+|[^，,]{2,24}(?:应当|可以)[^，,]*)$"
)
#: A party told in a clause of its own right before the consequence.
_TOLD = re.compile(r"(?:^|[，,])(对[^，,。；;]{1,60}(?<!的)[，,])$")
#: What is done to a party, where the words run on behind its name.
_DONE = re.compile("进行|采取|暂停|暂扣|可以|按照|撤销|停止|实施")
#: No tier: what is left to the authority because it is no crime.
_NO_CRIME = re.compile("(?:尚)?(?:不|未)(?:够|构成)[^，,]{0,12}(?:[，,][^，,]{0,10})?$")
_WHO = re.compile("单位|个人|法人|公民|个体工商户|其他组织")


@dataclass(slots=True)
class _Carried:
    """What earlier sentences of the article leave for the next."""

    conduct: str = ""
    violated: tuple[Cite, ...] = ()
    base: str = ""
    body: str = ""
    aside: str = ""
    decides: str = ""
    lead_conduct: str = ""
    lead_violated: tuple[Cite, ...] = ()
    paragraph_bodies: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Part:
    """What is threatened for one tier and one party, with the words it was read from."""

    when: str
    party: str
    words: list[str]
    fines: list[Fine]
    body: str = ""
    body_from: BodyFrom = ""


def propose(article: ArticleText, *, law_body: str = "") -> tuple[Proposal, ...]:
    """The penalties an article sets. ``law_body`` is the body the law names once for all (本法规定的处罚由…决定)."""
    return read(article, law_body=law_body).proposals


def read(article: ArticleText, *, law_body: str = "") -> Reading:
    """The proposals, and a note for each sentence that names 罚款 without setting one."""
    if not _names(article, _PENAL):
        return Reading((), ())
    told = sentences(article)
    carried = _Carried(decides=next((body for one in told if len(one.text) <= _LONGEST and (body := decides(narrow(one.text)))), ""))
    proposals: list[Proposal] = []
    notes: list[Note] = []
    paragraph = 0
    for sentence in told:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            carried.lead_conduct, carried.lead_violated = "", ()
        found = _sentence(article, sentence, carried, law_body) if len(sentence.text) <= _LONGEST else []
        proposals.extend(found)
        if "罚款" in sentence.text and not any(Kind.FINE in one.kinds for one in found):
            notes.append(
                Note(
                    sentence.number, sentence.print, refers="处" in sentence.text and re.search("依照|按照|依据", sentence.text) is not None
                )
            )
    return Reading(tuple(proposals), tuple(notes))


def law_body(articles: Iterable[ArticleText]) -> str:
    """The body a law names once for all its penalties: 本法规定的行政处罚，由…决定; "" where it names none or several."""
    found = {
        body
        for article in articles
        if _names(article, _OF_LAW)
        for sentence in sentences(article)
        if len(sentence.text) <= _LONGEST and _OF_LAW.match(sentence.text)
        if (body := decides(narrow(sentence.text)))
    }
    return found.pop() if len(found) == 1 else ""


def _names(article: ArticleText, words: re.Pattern[str]) -> bool:
    return any(words.search(text) for paragraph in article.paragraphs for text in (paragraph.text, *paragraph.items))


def _sentence(article: ArticleText, sentence: Sentence, carried: _Carried, law_body: str) -> list[Proposal]:
    text = narrow(sentence.text)
    named = _resolved(bodies(text), sentence, carried)
    by_court = _COURT in (named[0].name if named else carried.body)
    money = fines(text, base=carried.base, by_court=by_court)
    start = min(_start(text, named), max(text.rfind(sign, 0, money[0].start) for sign in "，,：:") + 1 if money else len(text))
    if told := _TOLD.search(text, 0, start):
        start = told.start(1)
    head = text[:start].strip("，, ")
    is_new = bool(head) and not (_CONTINUES.match(_ITEM_NUMBER.sub("", head)) and carried.conduct)
    if is_new and start < len(text):
        _remember_conduct(head, article, sentence, carried)
    tier = "" if is_new else _ITEM_NUMBER.sub("", head).removesuffix("的")
    parts = _parts(text, start, tier, money, by_court=by_court) if start < len(text) and (money or _PENAL.search(text[start:])) else []
    found = []
    for part in parts:
        kinds = consequence.kinds("，".join(part.words), by_court=by_court)
        if part.fines:
            kinds = tuple(kind for kind in Kind if kind in kinds or kind is Kind.FINE)
        if not kinds:
            continue
        at = min((one.start for one in money if _is_of(one, part)), default=len(text))
        body, body_from = _governing(text, at, named, carried, is_new=is_new, law_body=law_body)
        found.append(_proposal(article, sentence, carried, part, kinds, body, body_from, head))
    _remember(named, money, sentence, carried)
    return found


_ITEM_NUMBER = re.compile(r"^[（(][零〇一二三四五六七八九十百]+[）)]\s*")


def _start(text: str, named: list[Body]) -> int:
    """Where the deed ends and what follows from it begins; the length of the text where nothing does."""
    starts = [body.start - 1 if text[body.start - 1 : body.start] == "由" else body.start for body in named[:1]]
    at = 0
    for clause in _CLAUSE.finditer(text):
        if (
            clause[0]
            and _START.match(clause[0])
            and (at == 0 or text[at - 1] in "，,：:")
            and not clause[0].rstrip("，,；;。：:").endswith("的")
        ):
            starts.append(clause.start())
            break
        at = clause.end()
    return min(starts, default=len(text))


def _remember_conduct(head: str, article: ArticleText, sentence: Sentence, carried: _Carried) -> None:
    head = _ITEM_NUMBER.sub("", head)
    violated = cites.violated(head, article.law)
    if sentence.item and carried.lead_conduct:
        violated = violated or carried.lead_violated
    carried.conduct, carried.violated = _conduct(head), violated
    if not sentence.item:
        carried.lead_conduct, carried.lead_violated = carried.conduct, violated


def _conduct(head: str) -> str:
    """The deed alone: without 违反…规定 before it, without what already belongs to the consequence behind it."""
    found = _BEHIND.sub("", head)
    return _VIOLATION.sub("", found).removesuffix("的") or found


def _parts(text: str, start: int, tier: str, money: list[Found], *, by_court: bool) -> list[_Part]:
    """The clauses behind ``start``, put down to tier and party."""
    tier = "" if _NO_CRIME.match(tier) else re.sub("^对(?=造成|发生)", "", tier)
    when = "" if is_value_condition(tier) else tier
    condition = tier if is_value_condition(tier) else ""
    party = ""
    parts: list[_Part] = []
    for clause in _CLAUSE.finditer(text, start):
        words = clause[0].rstrip("，,：:；;。")
        if not words:
            continue
        mine = [one for one in money if clause.start() <= one.start < clause.end()]
        if words.endswith("的") and not mine and not words.startswith("对"):
            opened = words.removesuffix("的")
            if _NO_CRIME.match(opened):
                continue
            if is_value_condition(opened):
                condition = opened
            else:
                when, condition, party = opened, "", ""
            continue
        at = clause.start()
        places = [(found.start(), name) for found in _PARTY.finditer(words) if (name := _party(found["party"]))]
        runs = [(0, party), *places] if not places or places[0][0] else places
        for n, (place, name) in enumerate(runs):
            end = runs[n + 1][0] if n + 1 < len(runs) else len(words)
            inside = [one for one in mine if at + place <= one.start < at + end or (n + 1 == len(runs) and one.start >= at + end)]
            party = name
            part = next((one for one in parts if (one.when, one.party) == (when, party)), None)
            if part is None:
                part = _Part(when, party, [], [])
                parts.append(part)
            part.words.append(words[place:end])
            part.fines.extend(replace(one.fine, when=condition, party=party) for one in inside)
    return _merged(parts)


def _party(words: str) -> str:
    """单位, of 单位可以 or 单位的; "" where 对… tells of no party (对农产品进行无害化处理)."""
    name = _DONE.split(words)[0]
    cut = words[len(name) :]
    if cut.startswith("进行") or re.match("外|此|被", name) or not name:
        return ""
    return name.removesuffix("的") if len(name) < 8 else "" if name.endswith("的") else name


def _merged(parts: list[_Part]) -> list[_Part]:
    """What is threatened before any party is named is for the parties that follow, their staff excepted."""
    found: list[_Part] = []
    for when in dict.fromkeys(part.when for part in parts):
        here = [part for part in parts if part.when == when]
        plain = next((part for part in here if not part.party), None)
        named = [part for part in here if part.party and part.fines and not _STAFF.search(part.party)]
        if plain is not None and not plain.fines and any(part.party != "个人" for part in named):
            for part in named:
                part.words[:0] = plain.words
            here.remove(plain)
        found.extend(here)
    return found


def _is_of(one: Found, part: _Part) -> bool:
    return any(replace(one.fine, when=fine.when, party=fine.party) == fine for fine in part.fines)


def _resolved(named: list[Body], sentence: Sentence, carried: _Carried) -> list[Body]:
    """前款规定的部门 is the body of the paragraph before."""
    before = carried.paragraph_bodies.get(sentence.paragraph - 1, "")
    return [replace(body, name=before) if before and re.match("前款|上述|前述", body.name) else body for body in named]


def _governing(text: str, at: int, named: list[Body], carried: _Carried, *, is_new: bool, law_body: str) -> tuple[str, BodyFrom]:
    """Who imposes what stands at ``at``: the body of its own clause, else the last one named for the penalty, else an inherited one."""
    before = [body for body in named if body.start < at]
    clause = max(text.rfind(sign, 0, at) for sign in "，,")
    own = [body for body in before if body.start > clause]
    penal = [body for body in before if not body.is_aside]
    for bodies_ in (own, penal, before if is_new else []):
        if bodies_:
            return bodies_[-1].name, "sentence"
    if carried.body:
        return carried.body, "article"
    if before:
        return before[-1].name, "sentence"
    if carried.decides or carried.aside:
        return carried.decides or carried.aside, "article"
    return (law_body, "law") if law_body else ("", "")


def _remember(named: list[Body], money: list[Found], sentence: Sentence, carried: _Carried) -> None:
    penal = [body for body in named if not body.is_aside]
    if penal:
        carried.body = penal[-1].name
        carried.paragraph_bodies.setdefault(sentence.paragraph, penal[-1].name)
    elif named:
        carried.aside = named[-1].name
    for one in money:
        carried.base = one.fine.base or carried.base


def _tier(when: str) -> Tier:
    if not when:
        return Tier.BASE
    return next((tier for tier, words in _TIERS if words.search(when)), Tier.OTHER)


def _proposal(
    article: ArticleText,
    sentence: Sentence,
    carried: _Carried,
    part: _Part,
    kinds: tuple[Kind, ...],
    body: str,
    body_from: BodyFrom,
    head: str,
) -> Proposal:
    words = "，".join(part.words)
    return Proposal(
        law=article.law,
        article=article.article,
        paragraph=sentence.paragraph,
        item=sentence.item,
        sentence=sentence.number,
        print=sentence.print,
        conduct=carried.conduct or head.removesuffix("的"),
        items=cites.items(head),
        violated=carried.violated,
        body=body,
        body_from=body_from,
        tier=_tier(part.when),
        when=part.when,
        party=part.party or (who[0] if (who := _WHO.match(part.when)) else ""),
        kinds=kinds,
        fines=tuple(dict.fromkeys(part.fines)),
        confiscated=consequence.confiscated(words),
        orders=consequence.orders(words),
        coercion=consequence.coercion(words),
        rest=consequence.rest(words),
    )
