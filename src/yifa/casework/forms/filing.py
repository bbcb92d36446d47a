"""立案 — filing a case."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from yifa.casework.forms.fields import FIRST_DAY, ITEM, LAST_DAY
from yifa.docket.core.form import Form, Line, Party, Text


class ProposeFiling(Form):
    """立案审批表 — the handlers' proposal."""

    item: Annotated[Line, Field(title="事项", min_length=1, json_schema_extra=ITEM)]
    cause: Annotated[Line, Field(title="案由", min_length=2)]
    party: Annotated[Party, Field(title="当事人")]
    facts: Annotated[Text, Field(title="主要案情", min_length=2)]
    act_ended_on: Annotated[date | None, Field(title="违法行为终了之日", description="仍在继续的不填。", ge=FIRST_DAY, le=LAST_DAY)] = None
    five_years: Annotated[bool, Field(title="涉及公民生命健康安全、金融安全且有危害后果")] = False
    pollution_harm: Annotated[bool, Field(title="造成环境污染、生态破坏等危害后果")] = False
    prima_facie: Annotated[bool, Field(title="有初步证据证明存在违法行为，依法应当给予处罚")]
    reason: Annotated[Text, Field(title="立案理由", min_length=2)]


class ApproveFiling(Form):
    """批准立案 — the head's opinion."""

    opinion: Annotated[Text, Field(title="负责人意见", min_length=1)] = "同意立案。"
