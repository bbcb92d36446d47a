"""What list health says of grids and command, in Chinese: a finding, and beside it what to do."""

from __future__ import annotations

from typing import Final

_SENTENCES: Final = {
    "grid_unowned": "{of}个网格中有{total}个当日没有责任人。",
    "grid_unowned_remedy": "在配置的 grid_owners.csv 中逐一写明责任人，或者在网格页面办理交接。",
    "grid_owner_away": "有{total}个网格当日无人：责任人{owners}请假或者已离开，又没有能顶岗的人。",
    "grid_owner_away_remedy": "在网格页面写明顶岗人员，或者把网格交接给在岗的人。",
    "grid_owner_away.left": "有{total}个网格的责任人{owners}已离开该单位，现由顶岗人员负责。",
    "grid_owner_away.left_remedy": "在网格页面办理交接，写明新的责任人。",
    "grid_own_cover": "有{total}个网格的责任人写成了自己顶自己的岗。",
    "grid_own_cover_remedy": "换一名顶岗人员。",
    "grid_outline": "有{total}个网格的边界读不出来，落在其中的地点找不到责任人。",
    "grid_outline_remedy": "重新填写边界：经度、纬度依次写，至少三个点，几个环之间用 / 隔开。",
    "grid_outline.unstated": "{of}个网格中有{total}个的边界未载明，只能按地名找到。",
    "grid_outline.unstated_remedy": "在配置的 grids.csv 中填写边界；来源没有写明的，保持未载明。",
    "grid_overlap": "有{total}对同一层的网格重叠，最大的是{one}与{other}，共{size}平方米；重叠处现归代码在前的网格。",
    "grid_overlap_remedy": "调整边界，使每一处只属于一个网格。",
    "grid_gap": "{place}有{size}平方米不在任何一个{tier}内。",
    "grid_gap_remedy": "调整边界补上空白；确实不划网格的，在边界以外。",
    "grid_parent": "有{total}个网格超出了它所属的上一层网格。",
    "grid_parent_remedy": "调整边界，或者更正所属的上一层网格。",
    "grid_parent.gone": "有{total}个网格所属的上一层网格当日不存在。",
    "grid_parent.gone_remedy": "更正所属的上一层网格（parent）。",
    "class_owner": "立案结案标准有{total}个小类既没有写明属主，也没有写明领域。",
    "class_owner_remedy": "补记属主（owner）或者领域（domain）。",
    "class_owner.gone": "立案结案标准有{total}个小类的属主当日已不存在。",
    "class_owner.gone_remedy": "改为承接的单位。",
    "class_owner.unheld": "立案结案标准有{total}个小类所属的领域，当日没有单位持有任何事项。",
    "class_owner.unheld_remedy": "核对领域，或者写明属主。",
    "centre_missing": "{of}个地方中有{total}个，总有一些领域的上报没有中心受理。",
    "centre_missing_remedy": "在配置的 centres.csv 中写明由哪个中心受理；可以写一个受理全部领域的中心兜底。",
    "centre_missing.night": "{of}个地方中有{total}个没有24小时值守的中心。",
    "centre_missing.night_remedy": "写明夜间由哪个中心值守（all_day）。",
    "centre_missing.complaints": "{of}个地方中有{total}个没有受理执法人员投诉的监督单位。",
    "centre_missing.complaints_remedy": "在配置的 centres.csv 中写明监督单位（kind = 监督）；它不能是被投诉的队伍。",
    "centre_missing.none": "有立案结案标准，却没有载入任何指挥中心，上报无人受理。",
    "centre_missing.none_remedy": "在配置的 centres.csv 中填写指挥中心。",
    "centre_gone": "有{total}个指挥中心所属的单位当日已不存在。",
    "centre_gone_remedy": "改为承接的单位。",
    "liaison_missing": "有{total}处应当报到的部门没有联络员。",
    "liaison_missing_remedy": "在配置的 liaisons.csv 中写明联络员。",
    "liaison_missing.left": "有{total}名联络员已不在该部门。",
    "liaison_missing.left_remedy": "换一名联络员。",
    "liaison_twice": "有{total}人同时是几个部门的联络员。",
    "liaison_twice_remedy": "每个部门各写一人。",
}


def say(key: str, /, **facts: object) -> str:
    """The sentence of that key with its facts filled in."""
    return _SENTENCES[key].format(**facts)
