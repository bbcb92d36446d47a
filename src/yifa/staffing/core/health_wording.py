"""What list health says of the force, in Chinese: a finding, and beside it what to do."""

from __future__ import annotations

from typing import Final

_SENTENCES: Final = {
    "not_able": "{body}有{total}处领域和地方能办案的执法人员不足两人，接不住所持有的事项。",
    "not_able_remedy": "调配或者培训执法人员取得相应领域和区域的证件；在此之前请求协助或者移送有能力的机关。",
    "not_able.granted": "{body}承接赋权，但有{total}处领域和地方能办案的执法人员不足两人，接不住。",
    "not_able.granted_remedy": "补足两名以上持证人员；短期内补不足的，报请收回赋权，由原部门实施。",
    "not_able.unknown": "有{total}个持有事项的机关没有载入任何执法人员，能否办案未载明。",
    "not_able.unknown_remedy": "在配置的 officers.csv、certificates.csv 中填写人员和证件。",
    "sunk_certified": "{department}在{area}下沉的持证人员为{count}名，少于{least}名。",
    "sunk_certified_remedy": "由该部门增派持证人员到片区。",
    "rotation": "有{total}人次在同一片区工作不满{days}日即离开。",
    "rotation_remedy": "核对离开的理由并记载；没有理由的，恢复原片区的派驻。",
    "certified_rate": "镇街分管领导和综合行政执法办公室人员{all}名中持证{certified}名，没有达到{percent}%。",
    "certified_rate_remedy": "组织没有证件的人员参加资格考试；取得证件以前不得执法。",
    "certificate_ending": "有{total}本执法证件将在{days}日内到期，没有续办。",
    "certificate_ending_remedy": "在到期以前换发证件。",
    "insurance": "有{total}名派驻人员的人身意外伤害保险已经到期。",
    "insurance_remedy": "由派驻地续保；续保以前不安排有危险的执法。",
    "insurance.unknown": "有{total}名派驻人员的人身意外伤害保险未载明。",
    "insurance.unknown_remedy": "在配置的 officers.csv 中填写保险的截止日（insured_until）。",
    "office_vacant": "有{total}个兼任的角色当日无人：所依据的职务没有任职人员。",
    "office_vacant_remedy": "记载担任该职务的人员，或者改由其他职务兼任。",
    "office_vacant.unknown": "有{total}个兼任的角色由谁担任未载明：所依据的职务所在的单位没有载入人员。",
    "office_vacant.unknown_remedy": "在配置的 officers.csv、postings.csv 中填写担任该职务的人员。",
    "front_line": "编制{all}名中一线{front}名，没有达到{percent}%。",
    "front_line_remedy": "把内设机构的编制调整到一线。",
    "no_posts": "{of}个执法机构中有{total}个的编制未载明。",
    "no_posts_remedy": "补记编制岗位；来源没有写明的，保持未载明并向编制部门核实。",
    "review_overdue": "有{total}名动态编制已过复核日，没有复核。",
    "review_overdue_remedy": "由机构编制管理机关评估后续用或者收回，并写明新的复核日。",
    "review_overdue.unset": "有{total}名动态编制没有写明复核日。",
    "review_overdue.unset_remedy": "写明复核日（review_on）。",
    "locked_moved": "有{total}个锁定的编制改变了归属、使用单位或者类别，没有办理报批。",
    "locked_moved_remedy": "核对批准文件；没有报批的，恢复原状并按程序报批。",
    "pool": "{pool}的编制周转池曾经透支{short}名：借出的多于收回的。",
    "pool_remedy": "收回多借出的编制，或者更正周转记录。",
    "pool.late": "{pool}借出的编制有{late}名到期没有归还。",
    "pool.late_remedy": "收回到期的编制，或者按程序续借。",
    "posts_grew": "“{reform}”以后编制由{before}名增加到{after}名，总量应当不增加。",
    "posts_grew_remedy": "核对增加的编制的来源和批准文件；重复登记的，结束多余的岗位。",
    "source.review": "编制登记的复核日",
}


def say(key: str, /, **facts: object) -> str:
    """The sentence of that key with its facts filled in."""
    return _SENTENCES[key].format(**facts)
