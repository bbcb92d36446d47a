"""What intake says no to; each sentence stands in wording.toml under the end of its code."""

from __future__ import annotations

from typing import ClassVar

from yifa.intake.wording import say
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.platform.wording import Worded


class IntakeRefusal(Worded, say=say):
    kind: ClassVar[RefusalKind] = "invalid"
    code: ClassVar[str] = "intake.refused"


class OutsideCounty(IntakeRefusal):
    """不在辖区 — the point lies in none of the places of this platform."""

    code = "intake.outside_county"


class PointUnclear(IntakeRefusal):
    """位置不清楚 — half a point, or none on this earth."""

    code = "intake.point_unclear"


class PointSwapped(IntakeRefusal):
    """经纬度填反 — what stands for the latitude can only be a longitude."""

    code = "intake.point_swapped"


class NobodyTakesIn(IntakeRefusal):
    """没有受理单位 — no centre takes in matters of that place."""

    kind = "unknown"
    code = "intake.nobody_takes_in"


class NobodySupervises(IntakeRefusal):
    """没有受理投诉的单位 — nobody but the team complained of takes in complaints there."""

    kind = "unknown"
    code = "intake.nobody_supervises"


class RepeatDiffers(IntakeRefusal):
    """重复提交内容不同 — the same id or source number came with another content."""

    kind = "conflict"
    code = "intake.repeat_differs"


class SourceUnknown(IntakeRefusal):
    """没有这种来源 — or none this sender may name."""

    code = "intake.source_unknown"


class SourceRefWithoutChannel(IntakeRefusal):
    """来源编号 — a number of a source from somebody who speaks for none."""

    code = "intake.source_ref_without_channel"


class EventKindUnknown(IntakeRefusal):
    """没有这个小类 — not in the catalogue of that day."""

    code = "intake.event_kind_unknown"


class PlaceNotHere(IntakeRefusal):
    """没有这个地点 — no place of the platform."""

    code = "intake.place_not_here"


class TextShort(IntakeRefusal):
    """没有写清情况 — too little to act on."""

    kind = "incomplete"
    code = "intake.text_short"


class PhotosOverQuota(IntakeRefusal):
    """附件过多 — more files than one report holds, or more of them than is read at once."""

    code = "intake.photos_over_quota"


class PhotoNotSent(IntakeRefusal):
    """附件没有上传 — a digest of a file that was never sent before."""

    code = "intake.photo_not_sent"


class UnsealReason(IntakeRefusal):
    """查看反映人信息须填写事由 — opened by an act with a reason, in no other way."""

    kind = "denied"
    code = "intake.unseal_reason"


class SearchNotAllowed(IntakeRefusal):
    """不能按反映人信息检索 — the words are somebody's number."""

    kind = "denied"
    code = "intake.search_not_allowed"


class CodeUnknown(IntakeRefusal):
    """没有查到 — a code nobody was given, or none at all: the same words."""

    kind = "unknown"
    code = "intake.code_unknown"


class TooManyRequests(IntakeRefusal):
    """过于频繁 — from one address; told when to come back."""

    kind = "denied"
    code = "intake.too_many_requests"

    def __init__(self, *, wait: int) -> None:
        minutes, seconds = divmod(wait, 60)
        super().__init__(wait=say("wait.minutes", minutes=minutes + 1) if minutes else say("wait.seconds", seconds=seconds))
        self.facts = {"retry_after_seconds": wait}
