"""Leads stand before the first comma, whatever the comma looks like."""

from __future__ import annotations

import pytest

from yifa.registry.core.units import parse_units

REST = ("各相关部门", "各镇(街道)")


@pytest.mark.parametrize(
    ("line", "leads", "others"),
    [
        ("市委编办、市司法局,各相关部门、各镇(街道)(逗号前为牵头单位,下同)", ("市委编办", "市司法局"), REST),
        ("市委编办,各相关部门、各镇(街道)", ("市委编办",), REST),
        (
            "市委编办,市委组织部、市人社局、市综合执法局、三星堆镇、向阳镇、小汉镇、连山镇",
            ("市委编办",),
            ("市委组织部", "市人社局", "市综合执法局", "三星堆镇", "向阳镇", "小汉镇", "连山镇"),
        ),
        ("责任单位：市委编办，各相关部门、各镇（街道）", ("市委编办",), ("各相关部门", "各镇（街道）")),
        (
            "市委组织部、市委目标办、市人社局,市财政局、各相关部门、各镇(街道)",
            ("市委组织部", "市委目标办", "市人社局"),
            ("市财政局", *REST),
        ),
        (
            "市委目标办、市司法局,市委组织部、市人社局、市财政局、市综合执法局、各相关部门、各镇(街道)",
            ("市委目标办", "市司法局"),
            ("市委组织部", "市人社局", "市财政局", "市综合执法局", *REST),
        ),
        ("市委编办、市司法局,各相关部门、各镇(街道)", ("市委编办", "市司法局"), REST),
        ("市委编办、市司法局", ("市委编办", "市司法局"), ()),
        ("甲局，乙局，丙局", ("甲局",), ("乙局", "丙局")),
        ("", (), ()),
    ],
)
def test_leads_stand_before_the_first_comma(line: str, leads: tuple[str, ...], others: tuple[str, ...]) -> None:
    assert parse_units(line) == (leads, others)
