"""What 谁来管 says, in Chinese: steps of the chain, answers, and what to do where nobody has power."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from yifa.kernel.dates import chinese_date

#: by what title a body holds; the codes of the institution
TITLES: Final = {
    "statute": "法定职权",
    "concentration": "相对集中行政处罚权",
    "grant": "赋权",
    "authorised": "法律、法规授权",
}

_SENTENCES: Final = {
    # the question
    "step.place": "问的地方是{name}（{code}）{within}。",
    "step.within": "，属于{outer}",
    "step.item": "问的事项是“{name}”（{code}），领域为{domain}。",
    "step.code_ended": "代码{old}用到{until}以前，自{until}起这个地方的代码是{new}（{name}），按{new}回答。",
    "step.code_to_come": "代码{new}自{since}起使用，当日这个地方的代码还是{old}（{name}），按{old}回答。",
    "step.below": "名录中没有代码{code}的地方；按它的代码，它在{name}（{known}）之内，按{name}回答。",
    "refused.no_place": "名录中没有代码为“{code}”的地方，不能判断由谁管。",
    "refused.no_place_remedy": "请核对地方代码，或者从名录中选择地方；确属遗漏的，请系统管理员补录。",
    "refused.place_ended": "{name}（{code}）已于{until}撤销，名录没有载明它并入哪里，不能判断由谁管。",
    "refused.place_ended_remedy": "请改问现在的地方；撤销后归属不明的，请系统管理员在地方名录中补填承继的代码。",
    "refused.place_to_come": "{name}（{code}）自{since}起设立，当日还没有这个地方。",
    "refused.place_to_come_remedy": "请改问当日的地方，或者把日期改到设立以后。",
    "refused.place_several": "代码{code}自{since}起由{names}合并使用，当日它们还是不同的地方，应当问其中哪一个？",
    "refused.place_several_remedy": "请按违法行为发生地，改用当日的代码：{codes}。",
    "refused.place_gone": "当日名录中没有这个地方。",
    "refused.no_item": "名录中没有代码或者名称为“{code}”的事项，不能判断由谁管。",
    "refused.no_item_remedy": "请核对事项代码，或者按名称查找事项。",
    "refused.item_ended": "该事项的文本已于{until}停止施行，当日不能再按它执法。",
    "refused.item_ended_remedy": "请查找当日有效的事项；依据修改、废止的，由法制机构核对新的依据。",
    "refused.item_to_come": "该事项自{since}起施行，当日还不能按它执法。",
    "refused.item_to_come_remedy": "请查找当日有效的事项。",
    # why a holding is not the answer
    "not.ended": "{name}在{place}的权力（{title}）已于{until}终止{document}。",
    "not.to_come": "{name}在{place}的权力（{title}）自{since}起，当日尚未取得{document}。",
    "not.body_ended": "{name}在{place}登记有权（{title}），但该机关已于{until}撤销，名录没有载明由谁承接。",
    "not.body_to_come": "{name}在{place}登记有权（{title}），但该机关自{since}起才成立。",
    "not.body_unknown": "代码{code}在{place}登记有权（{title}），但名录中没有这个机关。",
    "not.exception": "{name}在{place}作为例外登记的第二主体，理由：{reason}；例外不作为答案，只供协调。",
    "not.unauthorised": "{name}在{place}的权力（{title}）所在清单状态为“{state}”，没有获得授权，不能据此作出决定。",
    "not.earlier": "{name}在{place}也有权（{title}，{since}）；同一事项层层有权的，以取得在后的为准。",
    "not.outer": "{name}在{place}也有权（{title}，{since}）；同时取得的，以范围最小的为准。",
    "not.level": "{name}在{place}有权（{title}），但本案按层级应当由{level}办理。",
    # the holder
    "holder": "{name}在{place}有权，名义是{title}，{since}{until}{document}。",
    "since.open": "起始日期未载明",
    "since.day": "自{day}起",
    "until.day": "，到{day}以前为止",
    "document": "（依据：{document}）",
    "alias": "权力登记在原代码{old}名下，该地方的代码已经改变，权力随地方继续。",
    "transition": "过渡期到{until}以前：在此期间由{former}继续行使，自{until}起由{name}行使。",
    "transition_gone": "过渡期内（{until}以前）应当由{former}继续行使，但名录中当日没有这个机关，由谁行使？",
    "transition_gone_remedy": "由作出赋权或者集中决定的机关明确过渡期内的实施主体。",
    "route": "“{feature}”案件{domain}按层级由{level}办理{document}。",
    "route.domain": "（{domain}领域）",
    "route.none": "名录对“{feature}”案件没有层级规定，按一般案件回答。",
    "route.nobody": "“{feature}”案件按层级应当由{level}办理，但名录中当日没有{level}主体对该事项有权，应当由谁办理？",
    "route.nobody_remedy": "由{name}报请共同的上一级行政机关指定管辖；名录有遗漏的，由机构编制部门补录。",
    "duplicate": "{names}当日同样有权，取得的日期和地方的层次都相同，名录不能分出先后。{law}",
    "duplicate.law": "对管辖有争议的，协商解决；协商不成的，报请共同的上一级行政机关指定（{cites}）。",
    # who exercises it
    "own": "{name}没有在此地另设队伍或者委托，由本机关的执法人员自己办理（机关执法）。",
    "team": "{team}是{name}的队伍，在{place}以{name}的名义执法{document}。",
    "posting": "{team}由{name}派驻{place}，以派出机关{name}的名义执法{document}。",
    "entrustment": "{name}委托{team}在{place}行使，{until}；以委托机关{name}的名义和印章作出决定{document}。",
    "entrustment.until": "委托期限到{until}以前",
    "entrustment.open": "委托期限未载明",
    "entrustment.basis": "委托所依据的法律、法规、规章和受委托组织的条件，名录不记载，由委托机关核对。",
    "not.entrusted": "{name}委托{team}行使，但{why}由委托机关自己办理。",
    "term.over": "委托已于{until}到期，到期的委托不是权力",
    "term.to_come": "委托自{since}起生效，当日尚未生效",
    "not.coercion": "该事项带有行政强制措施（{kinds}），{why}因此不由{team}行使，由{name}自己办理（{cites}）。",
    "not.team_gone": "{team}当日不存在，不能以它行使{name}的权力。",
    "law_not_held": "当日施行的《{law}》文本本系统没有收录，{what}由人核对。",
    "law_not_held.entrustment": "委托手续",
    "law_not_held.coercion": "强制措施能否委托",
    "guide": "业务上由{name}指导（谁赋权、谁指导）。",
    "repealed": "{sentence}{name}登记为实施主体，只能办理此前发生的违法行为。",
    # answers
    "answer": "由{name}管{title}。",
    "answer.title": "（{title}）",
    "answer.transition": "过渡期内由{name}管，自{until}起由{next}管。",
    "answer.unauthorised": "登记由{name}管（{title}），但它的清单还在“{state}”，没有获得授权，现在不能据此作出行政处罚决定。",
    "answer.unauthorised_remedy": "先报省级人民政府授权并公布清单；授权以前发现的违法行为，书面移送原主管部门或者上级机关处理。",
    "nobody": "当日没有机关对此有权：{why}",
    "nobody.none": "名录没有登记任何机关对该事项在此地有权。",
    "nobody.inside": "没有一个机关对{place}全境有权；有权的机关只管其中的{names}，请选到具体的地方。",
    "nobody_remedy": "请向机构编制部门或者司法行政部门反映清单缺口；已经发现的违法行为，移送上一级主管部门。",
    "nobody.inside_remedy": "请把地方选到违法行为发生的乡镇、街道、片区或者县（市、区）。",
    # before and after
    "change.before": "{day}以前（含当日）：{answer}",
    "change.team": "由{team}执法。",
    "change.own": "由本机关自己执法。",
    "change.after": "自{day}起：{answer}",
    # remedy
    "remedy": "对{name}的决定不服的，行政复议机关是{organ}{or_else}（{cites}）。",
    "remedy.or_else": "，也可以选择{or_else}",
    "remedy.law_not_held": "当日施行的行政复议法文本本系统没有收录，复议机关按机构资料。",
    "remedy.contradicts": "{name}的资料写的复议机关是“{stated}”，按{cites}应当是{organ}；请核对机构资料。",
    "finding.seal": "{name}的印章未载明，作出决定以前应当补填。",
}

_LEVELS: Final = {"town": "乡镇、街道级", "county": "县级", "city": "市级", "state": "州级", "province": "省级"}


def say(name: str, /, **facts: object) -> str:
    """The sentence of that name with its facts filled in; days are written out."""
    return _SENTENCES[name].format(**{key: chinese_date(fact) if isinstance(fact, date) else fact for key, fact in facts.items()})


def title_words(title: str) -> str:
    """法定职权, 赋权 …"""
    return TITLES.get(title, title)


def level_words(level: str) -> str:
    """县级, 市级 …"""
    return _LEVELS.get(level, level)


def document_words(document: str) -> str:
    """（依据：…）, empty where none is stated."""
    return say("document", document=document) if document else ""


def cites_words(cites: Sequence[str]) -> str:
    """《行政复议法》第二十四条、第二十七条: a law named once where several of its articles follow."""
    words: list[str] = []
    before = ""
    for cite in cites:
        law, mark, article = cite.partition("》")
        words.append(article if article and law == before else f"{law}{mark}{article}")
        before = law
    return "、".join(words)
