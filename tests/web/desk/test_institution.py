from __future__ import annotations

from tests.web.desk.conftest import Signed, lead


def test_powers_show_articles_and_ranges(signed: Signed) -> None:
    page = signed("zhifa1").get("/powers?q=挖掘城市道路").content.decode()

    assert "擅自占用或者挖掘城市道路" in page
    assert "《城市道路管理条例》第四十二条" in page
    assert "20,000.00元以下" in page


def test_powers_come_fifty_at_a_time(signed: Signed) -> None:
    client = signed("zhifa1")

    first = client.get("/powers").content.decode()
    rest = client.get("/powers?body=fucheng.gucheng&from=50", headers={"HX-Request": "true"}).content.decode()

    assert first.count("<tr><td") == 50
    assert rest.count("<tr><td") == 50
    assert "再看50项" in first


def test_words_that_find_nothing_are_shown_as_typed(signed: Signed) -> None:
    page = signed("zhifa1").get("/powers?q=<script>alert(1)</script>").content.decode()

    assert "没有找到含“&lt;script&gt;alert(1)&lt;/script&gt;”的事项。" in page
    assert "<script>alert" not in page


def test_people_show_certificates(signed: Signed) -> None:
    page = signed("zhifa1").get("/people").content.decode()

    assert "赵建国" in page
    assert "有效" in page
    assert "演示-131128101-001" in page


def test_search_finds_dockets_items_and_officers(signed: Signed) -> None:
    docket = lead(summary="城市道路上堆放水泥")
    client = signed("zhifa1")

    page = client.get("/search?q=城市道路").content.decode()

    assert f'href="/dockets/{docket}"' in page
    assert "擅自占用或者挖掘城市道路" in page
    assert "赵建国" in client.get("/search?q=赵建国").content.decode()


def test_search_does_not_find_what_one_may_not_see(signed: Signed) -> None:
    lead(summary="城市道路上堆放水泥")

    page = signed("chengguan1").get("/search?q=堆放水泥").content.decode()

    assert "没有找到含“堆放水泥”的内容。" in page
    assert "/dockets/" not in page


def test_items_to_choose_from_are_those_of_a_body_one_may_see(signed: Signed) -> None:
    address = "/powers/choose?body=fucheng.gucheng&words=城市道路"

    mine = signed("zhifa1").get(address, headers={"HX-Request": "true"}).content.decode()
    others = signed("chengguan1").get(address, headers={"HX-Request": "true"}).content.decode()

    assert 'name="item" value="GC-ZJ-001"' in mine
    assert "GC-ZJ-001" not in others
