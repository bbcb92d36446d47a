"""What the room says no to, where more than one module does; each sentence stands in wording.toml under the end of its code."""

from __future__ import annotations

from typing import ClassVar

from yifa.dispatch.wording import say
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.platform.wording import Worded


class DispatchRefusal(Worded, say=say):
    kind: ClassVar[RefusalKind] = "invalid"
    code: ClassVar[str] = "dispatch.duty_refused"


class SpanUnreadable(DispatchRefusal):
    """起止时间不对 — it ends before it begins, lies in the past, or is longer than anybody plans."""

    code = "dispatch.span_unreadable"
