"""What the pure part of the room says, in Chinese: why a pair is proposed or nobody, and how a limit is reckoned."""

from __future__ import annotations

from typing import Final

_SENTENCES: Final = {
    "arrival.unplaced": "到场没有定位",
    "arrival.placed": "到场有定位，事件没有坐标",
    "arrival.off": "到场定位距事件地点{metres}米",
    "arrival.doubtful": "，定位存疑",
    "assign.lawless": "没有执法资格",
    "assign.busy": "正在处置",
    "assign.no_recorder": "没有空闲的执法记录仪",
    "assign.other_team": "不是应当派遣的单位",
    "assign.able": "两人都有办理资格，正在值守，现在空闲",
    "assign.own_grid": "是本网格责任人",
    "assign.way": "路程约{kilometres:.1f}公里、{minutes}分钟{roughly}",
    "assign.roughly": "（按网格或者地方的中心估算）",
    "assign.way_unknown": "位置不明，路程无法估算",
    "assign.recorder": "随带执法记录仪",
    "assign.recorder_free": "有执法记录仪可带",
    "assign.taken": "同时推荐到另一事件",
    "assign.no_pairs": "现在没有两人以上值守的执法人员。",
    "assign.all_taken": "能去的人员都已推荐到更急的事件，请等待或者另派。",
    "assign.left_out": "{count}组{reason}",
    "assign.nobody": "现在没有可以派遣的人员。",
    "assign.nobody_for": "现在没有可以派遣的人员：{told}。",
    "limit.straight": "自{begin}起算，期限为{n}{unit}，连续计算，不扣除夜间、休息日和节假日。",
    "limit.ends": "至{due}届满。",
    "limit.days": "自{begin}立案，当日不计入，期限为{n}个工作日，至最后一个工作日下班时届满。",
    "limit.ends_on": "第{n}个工作日为{last}，至{due}届满。",
    "limit.hours": "自{begin}起算，期限为{n}个工作时，只计算工作日的{hours}。",
    "limit.begins_later": "{day}休息，自下一个工作日上班时起算。",
    "limit.part": "{day}计入{length}",
    "limit.length_hours": "{hours}小时",
    "limit.length_minutes": "{minutes}分",
    "limit.length_seconds": "{seconds}秒",
    "limit.parts": "其间有{count}个工作日计入。",
    "limit.off": "{days}按放假安排休息，不计入。",
    "limit.weekend": "{days}为周末，不计入。",
    "limit.makeup": "{day}调休上班，计入。",
    "limit.span": "{first}至{last}之间的{count}日",
    "limit.not_published": "{year}年放假安排尚未载入，届满的时间现在无法确定，载入后再计算。",
    "limit.out_of_reach": "自{begin}起{n}{unit}，超出可以计算的日期范围。",
    "limit.out_of_reach_remedy": "请核对时限。",
    "limit.day": "{month}月{day}日（{weekday}）",
}


def say(key: str, /, **facts: object) -> str:
    """The sentence of that key with its facts filled in."""
    return _SENTENCES[key].format(**facts)
