from __future__ import annotations

from django.test import Client

from tests.web.desk.conftest import Signed
from yifa.platform.accounts.models import User

PASSWORD = "chun-jiang-hua-yue-20261"


def _with_password(username: str) -> User:
    user = User.objects.get(username=username)
    user.set_password(PASSWORD)
    user.save()
    return user


def test_page_of_signed_out_leads_to_log_in_and_back() -> None:
    response = Client().get("/powers?q=%E5%8D%A0%E9%81%93")

    assert response.status_code == 302
    assert response.headers["Location"] == "/login/?next=%2Fpowers%3Fq%3D%25E5%258D%25A0%25E9%2581%2593"


def test_log_in_leads_where_one_wanted_to_go() -> None:
    _with_password("zhifa1")

    response = Client().post("/login", {"username": "zhifa1", "password": PASSWORD, "next": "/people"})

    assert (response.status_code, response.headers["Location"]) == (302, "/people")


def test_log_in_never_leads_outside() -> None:
    _with_password("zhifa1")

    response = Client().post("/login", {"username": "zhifa1", "password": PASSWORD, "next": "https://example.org/"})

    assert response.headers["Location"] == "/"


def test_wrong_password_is_told_and_the_name_stays() -> None:
    _with_password("zhifa1")

    response = Client().post("/login", {"username": "zhifa1", "password": "wrong-wrong-wrong"})

    page = response.content.decode()
    assert response.status_code == 401
    assert "用户名或口令不正确。" in page
    assert 'name="username" value="zhifa1"' in page
    assert "wrong-wrong-wrong" not in page


def test_guesses_are_heard_only_so_often() -> None:
    client = Client()

    statuses = [client.post("/login", {"username": "zhifa1", "password": f"guess-number-{n}"}).status_code for n in range(6)]

    assert statuses == [401] * 5 + [429]


def test_log_out_ends_the_session(signed: Signed) -> None:
    client = signed("zhifa1")
    cookie = client.cookies["yifa_session"].value

    client.post("/logout")

    client.cookies["yifa_session"] = cookie
    assert client.get("/").status_code == 302


def test_password_is_changed_and_this_browser_stays(signed: Signed) -> None:
    _with_password("zhifa1")
    client = signed("zhifa1")

    response = client.post("/password", {"old": PASSWORD, "new": "qiu-shui-chang-tian-3", "again": "qiu-shui-chang-tian-3"})

    assert response.headers["Location"] == "/password?changed"
    assert "口令已修改" in client.get("/password?changed").content.decode()
    assert User.objects.get(username="zhifa1").check_password("qiu-shui-chang-tian-3")


def test_two_different_new_passwords_change_nothing(signed: Signed) -> None:
    _with_password("zhifa1")
    client = signed("zhifa1")

    response = client.post("/password", {"old": PASSWORD, "new": "qiu-shui-chang-tian-3", "again": "qiu-shui-chang-tian-4"})

    assert response.status_code == 422
    assert "两次输入的新口令不一致。" in response.content.decode()
    assert User.objects.get(username="zhifa1").check_password(PASSWORD)
