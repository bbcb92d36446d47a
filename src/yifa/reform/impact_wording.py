"""What the impact of a changed list says, in Chinese."""

from __future__ import annotations

from typing import Final

_SENTENCES: Final = {
    "stays": "事项仍由{body}管，本案继续办理。",
    "stays_changed": "事项仍由{body}管；{turns}有变化，本案适用行为时的规定还是决定时的规定？",
    "stays_changed_remedy": "由法制审核人员比较两个版本，处罚较轻的适用，并在决定中写明理由。",
    "stays_decided": "事项仍由{body}管，处罚决定已经作出，不因清单变化而改变，继续执行。",
    "goes_decided": "事项自{on}起由{new}管，{body}已经作出的处罚决定由谁执行？",
    "goes_decided_remedy": "已作出的决定继续有效；由负责人决定执行由哪一机关办理，改革决定另有规定的，从其规定。",
    "goes": "事项自{on}起由{new}管，{body}立案的本案继续办理还是移送？",
    "goes_remedy": "由负责人决定；移送{new}的，办理案件移送，期限和已有证据一并交接。改革决定对在办案件另有规定的，从其规定。",
    "nobody": "事项在{on}没有机关管，{body}立案的本案由谁办理？",
    "nobody_remedy": "向司法行政部门反映清单缺口；在明确主体以前，不作出处罚决定。",
    "unsettled": "事项在{on}由谁管须由人判断，{body}立案的本案是否继续办理？",
    "unsettled_remedy": "先按“谁来管”的提示确定主体，再决定本案继续办理还是移送。",
    "domain_new": "{body}在{place}新增“{domain}”领域：{able}人持证能办，同时可组成{at_once}组。",
    "domain_new_short": "{body}在{place}新增“{domain}”领域，只有{able}人持证能办，不足两人。",
    "domain_new_remedy": "在行使前安排在职人员取得该领域执法证件，或者调配、派驻有证人员。",
    "domain_new_unknown": "{body}在{place}新增“{domain}”领域，名录没有载明其人员。",
    "domain_gone": "{body}在{place}不再有“{domain}”领域的事项，{count}名人员的证件仍含该领域。",
    "domain_gone_remedy": "随事项划转人员，或者在换证时调整证件领域。",
}


def say(name: str, /, **facts: object) -> str:
    """The sentence of that name with its facts filled in."""
    return _SENTENCES[name].format(**facts)
