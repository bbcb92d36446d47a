"""Valid payloads for every kind of change of the institution, on the profile 阜城; keyword arguments change what a test is about."""

from __future__ import annotations

from typing import Any, Final

OFFICE, PLACE = "fucheng.bianwei", "131128"
TOWN, TOWN_PLACE = "fucheng.gucheng", "131128101"
#: what the law leaves to a person in this small town: teams that hold powers, no catalogue, no assessment
JUDGED: Final = {
    "reform.standing": "由法律、法规授权实施。",
    "reform.grantable": "省级目录和评估结论已核对。",
    "reform.not_retroactive": "批准文件早已确定。",
    "posts.moved": "已按管理权限报批。",
}

_BASE: Final = {
    "summary": "机构改革事项",
    "document": "阜编〔2026〕1号",
    "issuer": "阜城县人民政府",
    "decided_by": "省级人民政府",
    "effective_on": "2026-04-01",
}

_KINDS: Final[dict[str, dict[str, Any]]] = {
    "propose_merger": {
        "bodies": ["fucheng.weisheng", "fucheng.wenlv"],
        "into": {"code": "fucheng.weiwen", "name": "卫生文化综合执法大队", "kind": "大队", "place": PLACE},
        "items": ["全部"],
        "posts": ["全部"],
        "people": ["全部"],
        "none_reason": "原机构的编制没有载明。",
    },
    "propose_split": {
        "body": "fucheng.wenlv",
        "first": {
            "code": "fucheng.wenlv1",
            "name": "文化综合执法大队",
            "kind": "大队",
            "items": ["全部"],
            "posts": ["全部"],
            "people": ["全部"],
        },
        "second": {"code": "fucheng.wenlv2", "name": "旅游综合执法大队", "kind": "大队"},
    },
    "propose_abolition": {
        "body": "fucheng.wenlv",
        "to": "fucheng.weisheng",
        "items": ["全部"],
        "posts": ["全部"],
        "people": ["全部"],
        "none_reason": "原机构的编制没有载明。",
    },
    "propose_body": {"body": {"code": "fucheng.xin", "name": "新设的局", "kind": "机关", "place": PLACE}, "owner": "fucheng"},
    "propose_plate": {"body": "fucheng.weisheng", "name": "阜城县疾病预防控制监督所"},
    "propose_handover": {
        "of": "fucheng.weisheng",
        "to": "fucheng.shichang",
        "items": ["WS-S0001"],
        "none_reason": "原机构没有专职编制和人员。",
    },
    "propose_grant": {
        "of": "fucheng.chengguan",
        "to": TOWN,
        "place": "131128101",
        "items": ["CG-S0001"],
        "by": "省级决定",
        "published": True,
    },
    "propose_entrustment": {
        "of": "fucheng.chengguan",
        "to": TOWN,
        "place": "131128101",
        "items": ["CG-S0001"],
        "until": "2028-04-01",
        "norm": "地方性法规",
        "basis": "示例条例第十条",
        "written": True,
        "published": True,
    },
    "propose_recall": {
        "what": "赋权",
        "of": TOWN,
        "items": ["GC-ZJ-001"],
        "to": "fucheng.chengguan",
        "cases": "由县城市管理大队继续办理。",
    },
    "propose_team": {"of": "fucheng.chengguan", "team": "fucheng.gucheng.squad1", "place": "131128101", "managed_by": TOWN},
    "propose_posts": {"of": "fucheng.chengguan", "to": "fucheng.shichang", "posts": ["P-1"]},
    "propose_pool": {"move": "收回", "owner": OFFICE, "body": "fucheng.chengguan", "posts": ["P-1"]},
}

CHANGES = tuple(_KINDS)


def payload(kind: str, **changes: Any) -> dict[str, Any]:
    return {**_BASE, **_KINDS[kind], **changes}
