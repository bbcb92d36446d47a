"""Refusals of the engine: each its own class, so that doors and tests can name it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yifa.docket.core.form import FormIncomplete
from yifa.docket.core.procedure import ActKind
from yifa.docket.core.wording import PHRASES
from yifa.kernel.refusal import Refusal
from yifa.law.answer import Answer, Verdict


class DocketUnknown(Refusal):
    """未找到该卷宗 — it is not there, or this person may not see it: the same answer."""

    kind = "unknown"
    code = "docket.unknown"


class PlaceUnknown(Refusal):
    """没有这个地方 — the institution knows no place of that code on that day."""

    kind = "invalid"
    code = "docket.place_unknown"


class NotYourAct(Refusal):
    """不由你办理 — the act belongs to another role."""

    kind = "denied"
    code = "docket.not_your_act"


class NoSuchAct(Refusal):
    """没有这种行为 — the docket's procedure does not know it."""

    kind = "unknown"
    code = "docket.no_such_act"


class EffectConflicts(Refusal):
    """与名录矛盾 — what the act would change contradicts rows that stand; the database refused, and nothing was written."""

    kind = "conflict"
    code = "docket.effect_conflicts"


class AlreadyDone(Refusal):
    """已经办理 — an act that is done once was done before."""

    kind = "conflict"
    code = "docket.already_done"


class DocketEnded(Refusal):
    """已经归档 — nothing more can be added."""

    kind = "conflict"
    code = "docket.ended"


class SomeoneWasFaster(Refusal):
    """他人已先办理 — the docket has grown since it was last seen; ``facts["since"]`` says by what."""

    kind = "conflict"
    code = "docket.someone_was_faster"


class IdTaken(Refusal):
    """编号重复 — this act id was used for something else."""

    kind = "conflict"
    code = "docket.id_taken"


class WrongTime(Refusal):
    """时间有误 — before the act it follows, or in the future."""

    kind = "invalid"
    code = "docket.wrong_time"


class ReporterInText(FormIncomplete):
    """内容含有反映人信息 — a text to be stored in clear holds the name or number of the one who told of the matter."""

    code = "docket.reporter_in_text"


class EvidenceMissing(Refusal):
    """证据未上传 — the act names a file that is not on the shelf."""

    kind = "incomplete"
    code = "docket.evidence_missing"


class NotLawful(Refusal):
    """依法不得 — a gate refused, or asks for a person; ``answers`` carries every answer with its grounds."""

    kind = "incomplete"
    code = "docket.not_lawful"

    def __init__(self, kind: ActKind, answers: Sequence[Answer[Any]]) -> None:
        first = answers[0]
        cites = tuple(cite for ground in first.grounds for cite in ground.cites)
        super().__init__(
            PHRASES["not_lawful"].format(act=kind.title, why=first.sentence),
            remedy=first.remedy,
            cites=cites,
            rule=first.grounds[0].rule,
            answers=[answer.as_json() for answer in answers],
            for_person=[answer.grounds[0].rule for answer in answers if answer.verdict is Verdict.FOR_PERSON],
        )
        self.answers = tuple(answers)
