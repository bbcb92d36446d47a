"""What 执法能力 says, in Chinese."""

from __future__ import annotations

from typing import Final

_SENTENCES: Final = {
    "foreign": "{name}不是本机关的执法人员",
    "absent": "{name}在{first}至{last}请假（{kind}）",
    "recused": "{name}与当事人“{party}”有回避事由：{reason}",
    "set_aside": "{name}已被指定担任{body}的{duty}，不承办该机关的案件",
    "by_office": "{name}因任{office}兼任{body}的{duty}，不承办该机关的案件",
    "able": "能办：{able}人能办，同时可组成{at_once}组，共有{possible}种两人组合。",
    "fragile": "能办，但任何一人缺席即无法办案：{names}。",
    "unable_none": "不能办：没有一名执法人员能办，至少还差两人。",
    "unable_one": "不能办：只有{name}能办，还差一人。",
    "no_officers": "名录没有载明这支队伍的人员，能否办案无法判断。",
    "no_officers_remedy": "请在名录中补记这支队伍的人员和执法证件。",
    "any_two": "任何两人",
    "remedy_people": "请依程序调配或者派驻有证人员，或者由上级机关指定办理。",
    "remedy_certificate": "请依程序调配有证人员，或者安排在职人员取得相应领域的执法证件。",
    "no_reviewer": "{names}承办后，{body}没有专设的或者具有法律职业资格的人员可以进行法制审核。",
    "no_reviewer_remedy": "请指定一名不承办案件的法制审核人员，或者由上级机关的法制审核人员审核。",
    "no_chair": "{names}承办后，{body}没有非本案调查的持证人员可以主持听证。",
    "no_chair_remedy": "请指定一名非本案调查人员担任听证主持人。",
    "others": "另有{count}名在职人员没有相应证件或者未被指定，能否担任由负责人决定。",
}


def say(name: str, /, **facts: object) -> str:
    """The sentence of that name with its facts filled in."""
    return _SENTENCES[name].format(**facts)
