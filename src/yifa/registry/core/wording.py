"""What is wrong with a stated item, in Chinese."""

from __future__ import annotations

from typing import Final

#: the condition of a fine that the clause gives no range at all
OPEN: Final = "未定幅度"

_FAULTS: Final = {
    "code": "只能用汉字、字母、数字和 - _ .，不能有空格。",
    "rate": "写作数字，如 2、0.5 或者 5%。",
    "span": "「到哪天止」应当晚于「自哪天起」。",
    "fine_not_ticked": "填写了罚款幅度，「处罚种类」却没有勾选罚款。",
    "no_range": f"「处罚种类」勾选了罚款，请填写罚款幅度；条文没有定幅度的，加一行，条件写“{OPEN}”。",
    "same_row": "与前面一行完全相同，请删去一行。",
    "no_penalty": "没有认出是哪一条；请只写一条，如《城市道路管理条例》第四十二条第一款。",
    "no_cite": "没有认出“{line}”是哪一条；请一行写一条，如《城市道路管理条例》第二十七条。",
    "order": "上限低于下限，请核对。",
    "both": "一行只写金额，或者只写倍数；两种都有的，分成两行。",
    "no_base": "写了倍数的，请写明以什么为基数，如违法所得。",
    "empty_row": f"请填写金额或者倍数；条文没有定幅度的，条件写“{OPEN}”。",
    "no_domain": "没有这个领域，请从列表中选择。",
    "no_article": "法规库持有{law}的文本，其中没有{cite}，请核对。",
}


def fault(name: str, **facts: object) -> str:
    """The sentence for one fault."""
    return _FAULTS[name].format(**facts)
