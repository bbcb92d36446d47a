"""The law library in the browser: read, searched, compared, and what rests on an article."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.utils import timezone

from tests.rooms.library.texts import FIRST, OTHER, SECOND, write
from tests.web.desk.conftest import ITEM, Signed, filed
from yifa.library import queries
from yifa.library.actions import read_in

LAW = f"/laws/text/{quote('摊位法')}"
#: an article the town's items rest on, in words of our own
ROADS = """# 城市道路管理条例

2019年3月24日 国务院令第1号公布

<!-- INFO END -->

第二十七条 不得挖路。

第四十二条 挖路的，处罚款。
"""


@pytest.fixture
def held(db: None, tmp_path: Path) -> Path:
    write(tmp_path, **{"摊位法(2015-03-02)": FIRST, "摊位法(2024-09-10)": SECOND, "占道规定(1999-05-06)": OTHER, "道路(2019-03-24)": ROADS})
    read_in(tmp_path, now=timezone.now() - timedelta(hours=1))
    queries._drifted.clear()
    return tmp_path


def page(client_of: Signed, address: str, username: str = "zhifa1") -> str:
    answer = client_of(username).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_an_empty_library_says_what_to_do(signed: Signed) -> None:
    assert "法规库还是空的。" in page(signed, "/laws")


@pytest.mark.parametrize("username", ["zhifa1", "ducha", "xitong", "shenji"])
def test_everybody_who_signs_in_may_read(signed: Signed, held: Path, username: str) -> None:
    for address in ("/laws", "/laws?q=摊位", LAW, f"{LAW}/articles/4", f"{LAW}/compare?old=2015-03-02&new=2024-09-10", "/laws/drift"):
        assert "法规" in page(signed, address, username)


def test_laws_by_kind(signed: Signed, held: Path) -> None:
    whole, one = page(signed, "/laws"), page(signed, "/laws?kind=行政法规")

    assert "中华人民共和国摊位法" in whole
    assert "2个版本" in whole
    assert "中华人民共和国摊位法" not in one
    assert "已由《摊位法》废止（2025-01-01起）" in one


def test_words_are_marked_and_lead_to_the_article(signed: Signed, held: Path) -> None:
    found = page(signed, "/laws?q=亂擺攤位")

    assert "<mark>乱摆摊位</mark>" in found
    assert f'href="{LAW}?version=2024-09-10#a4"' in found
    assert "第三条</span>" not in found
    assert f'href="{LAW}?version=2015-03-02#a3"' in page(signed, "/laws?q=乱摆摊位&all=1")
    assert "没有找到含“&lt;b&gt;”的条文。" in page(signed, "/laws?q=<b>")


def test_the_field_on_top_finds_articles_too(signed: Signed, held: Path) -> None:
    found = page(signed, "/search?q=乱摆摊位")

    assert "<mark>乱摆摊位</mark>" in found
    assert "在法规库中查找“乱摆摊位”" in found


def test_a_law_is_set_with_contents_articles_and_items(signed: Signed, held: Path) -> None:
    text = page(signed, LAW)

    assert '<a href="#c1">第二章 罚则</a>' in text
    assert '<p class="kuan"><b class="tiao">第三条</b>本法所称摊位，是指下列之一：</p>' in text
    assert '<p class="xiang"><span class="mark-no">（二）</span>流动摊位，包括：</p><p class="mu">1．手推的；</p>' in text
    assert "2025-01-01起施行" in text
    assert "已失效（2025-01-01止）" in text
    assert "与2015-03-02的版本对照" in text
    old = page(signed, f"{LAW}?version=2015-03-02")
    assert "第三条之一" in old


def test_a_comparison_marks_what_was_inserted_and_deleted(signed: Signed, held: Path) -> None:
    text = page(signed, f"{LAW}/compare?old=2015-03-02&new=2024-09-10")

    assert "修改3条，新增1条，删去2条，只改条号1条，未变0条" in text
    assert "为了摆好摊位，<ins>方便居民，</ins>制定本法。" in text
    assert "<del>阻塞桥梁的，责令改正，可以处一千元以下的罚款。</del>" in text
    assert "第三条文字未变，1条改了条号" in text


def test_an_article_tells_its_history(signed: Signed, held: Path) -> None:
    text = page(signed, f"{LAW}/articles/4")

    assert "原为第三条，文字有修改" in text
    assert "没有事项引用本条。" in text


def test_an_article_names_the_items_and_open_cases_that_rest_on_it(signed: Signed, held: Path) -> None:
    docket = filed(ITEM)
    address = f"/laws/text/{quote('城市道路管理条例')}/articles/42"

    text = page(signed, address)

    assert ITEM in text
    assert f'href="/dockets/{docket}"' in text
    assert f"/dockets/{docket}" not in page(signed, address, "chengguan1")


@pytest.mark.parametrize(
    "address",
    [
        f"/laws/text/{quote('没有的法')}",
        f"{LAW}?version=2001-01-01",
        f"{LAW}/articles/99",
        f"{LAW}/articles/x",
        f"{LAW}/compare",
        f"{LAW}/compare?old=x&new=2024-09-10",
    ],
)
def test_what_is_not_held_is_told_as_absent(signed: Signed, held: Path, address: str) -> None:
    answer = signed("zhifa1").get(address)

    assert answer.status_code == 404
    assert "法规库中没有这部法规或者这个版本。" in answer.content.decode()


def test_drift_groups_what_is_not_held_by_law(signed: Signed, held: Path) -> None:
    text = page(signed, "/laws/drift")

    assert "《行政处罚法》" in text
    assert "法规库没有读入这部法规。" in text


def test_a_rule_whose_article_changed_is_marked_where_it_is_read(signed: Signed, held: Path, tmp_path: Path) -> None:
    write(
        tmp_path,
        行政处罚法="# 中华人民共和国行政处罚法\n\n2030年1月1日 通过\n\n<!-- INFO END -->\n\n第四十四条 另一番话。\n".replace(
            "2030", "2020"
        ),
    )
    read_in(tmp_path, now=timezone.now())

    assert "规则待复核" in page(signed, f"/laws/text/{quote('行政处罚法')}")
    assert "条文已变更，规则待复核" in page(signed, "/laws/drift")


def test_the_system_administrator_sees_the_last_reading(signed: Signed, held: Path, tmp_path: Path) -> None:
    write(tmp_path, 坏=FIRST.encode("gbk"))
    read_in(tmp_path, now=timezone.now())

    text = page(signed, "/admin-duty/system", "xitong")

    assert "没有读入的文件（1个）" in text
    assert "文件是 GBK 编码，不是 UTF-8。" in text
