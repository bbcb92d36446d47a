"""What the OpenAPI document says of bodies and answers. Requests are checked by reading.py and the forms, never twice by these."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class ActIn(Strict):
    """行为 — ``id`` is the sender's UUID (version 7): sent again with the same content it answers as the first time."""

    id: UUID | None = None
    kind: str
    payload: dict[str, Any] = Field(description="按行为种类的表单填写，见 next 中的 form。")
    officers: list[str] = []
    happened_at: AwareDatetime | None = None
    place: str = ""
    evidence: list[str] = Field(default=[], description="证据文件的SM3摘要。")
    seen: int | None = Field(default=None, description="提交人看到的最后一项行为的序号；也可用 X-Seen 请求头。")
    judged: dict[str, str] = Field(default={}, description="规则交由人判断时，办理人的意见：规则编号到意见。")


class DocketIn(Strict):
    body: str
    place: str
    act: ActIn


class ActOut(Schema):
    id: UUID
    seq: int
    kind: str
    title: str
    procedure: str
    actor: dict[str, Any]
    officers: list[dict[str, Any]]
    in_name_of: str
    happened_at: AwareDatetime
    recorded_at: AwareDatetime
    place: str
    payload: dict[str, Any]
    evidence: list[str]
    papers: list[dict[str, Any]]
    grounds: list[dict[str, Any]]
    opens: dict[str, Any] | None
    prev: str
    digest: str


class DocketRef(Schema):
    id: UUID
    number: str


class RecordedOut(Schema):
    docket: DocketRef
    act: ActOut


class ActsOut(Schema):
    acts: list[ActOut]


class RowOut(Schema):
    id: UUID
    number: str
    body: str
    place: str
    procedure: str
    stage: str
    cause: str
    party: str
    where: str
    holders: list[str]
    awaits: str
    seq: int
    opened_on: date
    closed_on: date | None
    due_on: date | None
    due_name: str
    warn_by: date | None
    touched_at: AwareDatetime


class PageOut(Schema):
    rows: list[RowOut]
    next: str | None


class ClockOut(Schema):
    name: str
    title: str
    party: bool
    started_by: int
    starts_on: date
    nominal: date
    due: date
    warn_by: date
    provisional: bool
    stopped_on: date | None
    paused_on: date | None
    paused_why: str
    left: str
    reckoning: list[str]
    cites: list[dict[str, Any]]


class DocketOut(RowOut):
    procedure_title: str
    item: str
    clocks: list[ClockOut]


class ClocksOut(Schema):
    clocks: list[ClockOut]


class ReasonOut(Schema):
    verdict: Literal["refused", "for_person"]
    sentence: str
    remedy: str
    rule: str
    title: str
    layer: str
    cites: list[dict[str, Any]]


class OfferOut(Schema):
    kind: str
    title: str
    procedure: str
    by: list[str]
    officers: int
    field: bool
    once: bool
    enters: bool
    verdict: Literal["lawful", "refused", "for_person"]
    yours: bool
    reasons: list[ReasonOut]
    form: dict[str, Any]


class NextOut(Schema):
    offers: list[OfferOut]


class PaperOut(Schema):
    act: UUID
    seq: int
    kind: str
    title: str
    number: str
    internal: bool


class PapersOut(Schema):
    papers: list[PaperOut]


class EvidenceOut(Schema):
    digest: str
    size: int
    mime: str
    name: str
    width: int | None
    height: int | None
    damaged: bool


class ItemOut(Schema):
    code: str
    name: str
    domain: str
    violated: dict[str, Any]
    penalty: dict[str, Any]
    kinds: list[str]
    fines: list[dict[str, Any]]
    department: str
    synthetic: bool


class ItemsOut(Schema):
    items: list[ItemOut]


class OfficerOut(Schema):
    code: str
    name: str
    body: str
    team: str
    title: str
    certificate: str
    domains: list[str]
    region: str
    valid_from: date | None
    valid_until: date | None
    assistant: bool


class OfficersOut(Schema):
    officers: list[OfficerOut]


class PostOut(Schema):
    role: str
    body: str
    place: str


class MeOut(Schema):
    user: UUID
    name: str
    officer: str
    posts: list[PostOut]


class WhoOut(Schema):
    """谁来管 — ``subject`` null where nobody has power; then ``sentence`` and ``remedy`` say why and what to do."""

    item: dict[str, Any]
    place: dict[str, Any]
    on: date
    party: str
    feature: str
    verdict: str
    sentence: str
    remedy: str
    subject: dict[str, Any] | None
    in_name_of: str
    seal: str
    title: str
    title_words: str
    document: str
    until: date | None
    team: dict[str, Any] | None
    guide: dict[str, Any] | None
    level: str
    reconsideration: dict[str, Any] | None
    pairs: dict[str, Any] | None
    chain: list[dict[str, Any]]
    parts: dict[str, Any] | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    findings: list[str] | None = None


class Problem(Schema):
    """拒绝 (RFC 9457) — ``title`` is the sentence, ``remedy`` what to do, ``cites`` the articles."""

    type: str
    title: str
    status: int
    code: str
    kind: str
    remedy: str
    cites: list[dict[str, Any]]
    facts: dict[str, Any]


class PositionIn(Strict):
    """位置 — the asking officer's own, in degrees (WGS 84); ``accuracy`` in metres, ``mock`` where the device makes places up."""

    longitude: float
    latitude: float
    accuracy: float | None = None
    mock: bool = False


class PositionOut(Schema):
    at: AwareDatetime
    doubtful: bool


class PointOut(Schema):
    at: AwareDatetime
    longitude: float
    latitude: float
    accuracy: int | None
    doubtful: bool


class WatcherOut(Schema):
    officer: str
    name: str
    body: str
    crew: str
    kind: str
    until: AwareDatetime
    position: PointOut | None


class PeopleOut(Schema):
    people: list[WatcherOut]


class TrackOut(Schema):
    officer: str
    matter: str
    since: AwareDatetime
    until: AwareDatetime
    points: list[PointOut]


class ReportIn(Strict):
    """上报 — ``id`` is the sender's UUID: sent again with the same content it answers as at first. Without a token ``source`` is 网页."""

    id: UUID | None = None
    source: str = "网页"
    text: str
    place_text: str = ""
    longitude: float | str | None = None
    latitude: float | str | None = None
    place: str = Field(default="", description="没有经纬度时，发生地点的区划代码。")
    event_kind: str = Field(default="", description="立案结案标准小类的代码，不知道就不填。")
    source_ref: str = Field(default="", description="来源系统自己的编号，同一来源内唯一。")
    about_officers: bool = Field(default=False, description="对执法人员的投诉：转监督单位，不转被投诉的队伍。")
    about: str = ""
    name: str = ""
    phone: str = ""
    photos: list[str] = Field(default=[], description="先行上传的文件的SM3摘要，最多9个。")


class ReceiptOut(Schema):
    number: str
    code: str
    received_at: AwareDatetime
    follow: str


class PhotoOut(Schema):
    digest: str


class FeedbackRow(Schema):
    id: int
    source: str
    source_ref: str
    number: str
    state: str
    reply: str
    at: AwareDatetime


class FeedbackOut(Schema):
    rows: list[FeedbackRow]
    next: int


_FILE = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
ONE_FILE = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FILE}}}}
