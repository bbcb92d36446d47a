"""The room's Chinese sentences, in one place; what a procedure calls its acts, fields and stages stands where it is declared."""

from __future__ import annotations

from typing import Final

#: how the roles are called in sentences
ROLE_TITLES: Final = {
    "intake": "受理人员",
    "officer": "执法人员",
    "reviewer": "法制审核人员",
    "head": "负责人",
    "supervisor": "督查人员",
    "staffing": "机构编制人员",
    "justice": "司法行政人员",
    "channel": "渠道账户",
    "system_admin": "系统管理员",
    "security_admin": "安全管理员",
    "audit_admin": "审计管理员",
}

#: key -> (what and why, what to do)
_REFUSALS: Final = {
    "unknown": ("未找到该卷宗，或者您无权查看。", "请核对编号。"),
    "place_unknown": ("名录中没有这个地方。", "请在本机关管辖的地方中选择。"),
    "not_your_act": ("「{act}」由{roles}办理。", "请转请{roles}办理。"),
    "not_your_bodys_act": ("「{act}」由立卷机关的{roles}办理，被派遣、被请来的单位不能办理。", "请转请立卷机关的{roles}办理。"),
    "opens_only": ("「{act}」只能另立卷宗，不能加在已有的卷宗里。", "请从「新建」进入，另立卷宗。"),
    "not_your_opening": ("您的岗位不能为这个机关、这个地方办理「{act}」。", "请由该机关的{roles}办理。"),
    "effect_conflicts": (
        "「{act}」没有生效：它与名录中已有的记录矛盾（{detail}），全部内容已经撤销，没有记录。",
        "请核对名录现状，改正后重新办理。",
    ),
    "first_act": ("卷宗应当从「{act}」开始。", "请先办理「{act}」。"),
    "no_such_act": ("本程序中没有这种行为。", "请从卷宗页上「现在可以办理」中选择。"),
    "id_taken": (
        "这个行为编号已经用于另一项内容，没有再次记录。",
        "请先看卷宗里已经记下了什么；确实要另记一项的，请再提交一次（通过接口的，用新的编号）。",
    ),
    "ended": ("本卷宗已经办结，不能再办理「{act}」。", "需要更正的，请另立卷宗并注明原卷宗编号。"),
    "already_done": ("「{act}」已由{person}于{day}办理。", "请刷新卷宗查看。"),
    "task_taken": ("任务已由{person}接单。", "请刷新卷宗；需要一起处置的，与接单人联系。"),
    "someone_was_faster": ("您打开后卷宗有了变化：{changes}。您填写的内容没有记录。", "请看过新的内容后，再决定是否提交。"),
    "in_future": ("填写的时间在将来。", "请核对设备时间或者填写的时间。"),
    "before_docket": ("填写的时间早于本卷宗的第一项记录。", "请核对填写的时间。"),
    "evidence_missing": ("提到的证据文件还没有上传。", "请先上传文件，再提交本项。"),
    "bad_cursor": ("这个翻页位置无效。", "请从第一页重新打开列表。"),
    "reporter_in_text": (
        "「{label}」内容疑似包含举报人信息，请删除。",
        "请删去反映人的姓名、电话，写「反映人」即可；与当事人同名的，请先登记当事人。",
    ),
    "private_unreadable": ("这项个人信息无法解开。", "请系统管理员检查本机密钥是否与数据一致。"),
    "law_not_held": ("没有{day}当日有效的规则，是否符合法定要件？", "请法制审核人员查明当日有效的法律规定后填写意见。"),
    "law_moved": ("{articles}的条文已变更，规则「{title}」待复核，是否仍可据此办理？", "请法制审核人员对照现行条文后填写意见。"),
    "form": ("{first}", "请按提示更正后再提交，已填写的内容会保留。"),
    "form_more": ("{first}；另有{more}处需要更正。", "请按提示更正后再提交，已填写的内容会保留。"),
}

PHRASES: Final = {
    "not_lawful": "不能{act}：{why}",
    "change": "{person}办理了「{act}」",
    "not_among_officers": "提交人本人不在所列执法人员之中",
    "nth": "第{n}项",
    "the_form": "表单",
    "field_in_future": "「{label}」在将来，请核对。",
    "field_is_past": "「{label}」填写的{value}已经过去，请填写以后的时间。",
}

#: kind of fault found by pydantic -> sentence about the field
FIELD_FAULTS: Final = {
    "missing": "请填写「{label}」。",
    "string_too_short": "「{label}」至少写{min_length}个字。",
    "string_too_long": "「{label}」最多{max_length}个字。",
    "too_long": "「{label}」最多{max_length}项。",
    "extra_forbidden": "没有「{name}」这个栏目。",
    "value_error": "「{label}」{error}",
    "greater_than_equal": "「{label}」不能小于{ge}。",
    "greater_than": "「{label}」应当大于{gt}。",
    "less_than_equal": "「{label}」不能大于{le}。",
    "timezone_aware": "「{label}」应当是带时区的日期和时间。",
    "datetime_parsing": "「{label}」应当是带时区的日期和时间。",
    "datetime_from_date_parsing": "「{label}」应当是带时区的日期和时间。",
    "datetime_type": "「{label}」应当是带时区的日期和时间。",
    "date_parsing": "「{label}」应当是日期，如2026-03-11。",
    "date_from_datetime_parsing": "「{label}」应当是日期，如2026-03-11。",
    "date_from_datetime_inexact": "「{label}」应当是日期，如2026-03-11。",
    "date_type": "「{label}」应当是日期，如2026-03-11。",
    "int_type": "「{label}」应当是整数。",
    "int_parsing": "「{label}」应当是整数。",
    "bool_type": "「{label}」应当是「是」或者「否」。",
    "bool_parsing": "「{label}」应当是「是」或者「否」。",
    "enum": "请在「{label}」的选项中选择一项。",
    "literal_error": "请在「{label}」的选项中选择一项。",
    "string_pattern_mismatch": "请在「{label}」的选项中选择一项。",
}
ANY_FIELD_FAULT: Final = "「{label}」填写有误。"


def told(key: str, **facts: object) -> tuple[str, str]:
    """What and why, and what to do, with the facts filled in."""
    sentence, remedy = _REFUSALS[key]
    return sentence.format(**facts), remedy.format(**facts)
