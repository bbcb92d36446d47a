from __future__ import annotations

from datetime import date

from django.utils import timezone

from tests.web.desk.conftest import Signed, lead
from yifa.docket.calendars import bring_in
from yifa.docket.joints import joints
from yifa.docket.recompute import recompute_batch
from yifa.kernel.calendar import Year
from yifa.kernel.dates import legal_date
from yifa.platform.accounts.models import RoleGrant, User


def _grant(**changes: str) -> dict[str, str]:
    user = User.objects.get(username="zhifa1")
    return {
        "user": str(user.pk),
        "role": "intake",
        "body": "fucheng.gucheng",
        "place": "131128101",
        "since": "2026-03-01",
        "until": "",
    } | changes


def test_role_is_granted_and_ended(signed: Signed) -> None:
    client = signed("anquan")

    granted = client.post("/admin-duty/accounts/grant", _grant())
    row = RoleGrant.objects.get(user__username="zhifa1", role="intake")
    ended = client.post("/admin-duty/accounts/end", {"grant": str(row.pk)})

    assert (granted.headers["Location"], ended.headers["Location"]) == (
        "/admin-duty/accounts?done=granted",
        "/admin-duty/accounts?done=ended",
    )
    row.refresh_from_db()
    assert (row.valid_from, row.valid_until is not None) == (date(2026, 3, 1), True)


def test_administrator_gets_no_docket_role(signed: Signed) -> None:
    wanted = _grant(user=str(User.objects.get(username="shenji").pk), role="head")

    response = signed("anquan").post("/admin-duty/accounts/grant", wanted)

    assert response.status_code == 422
    assert "不得由同一人兼任" in response.content.decode()
    assert not RoleGrant.objects.filter(user__username="shenji", role="head").exists()


def test_nobody_grants_to_themselves(signed: Signed) -> None:
    wanted = _grant(user=str(User.objects.get(username="anquan").pk), role="security_admin")

    assert signed("anquan").post("/admin-duty/accounts/grant", wanted).status_code == 403


def test_unreadable_grant_is_told(signed: Signed) -> None:
    client = signed("anquan")

    answers = [client.post("/admin-duty/accounts/grant", _grant(**{name: "x"})) for name in ("user", "role", "since", "until")]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert "账户、角色或者日期没有填对。" in answers[0].content.decode()


def test_others_may_not_grant(signed: Signed) -> None:
    before = RoleGrant.objects.count()

    statuses = [signed(name).post("/admin-duty/accounts/grant", _grant()).status_code for name in ("xitong", "shenji", "fuzeren")]

    assert statuses == [404, 404, 404]
    assert RoleGrant.objects.count() == before


def test_audit_tells_who_was_turned_away(signed: Signed) -> None:
    signed("zhifa1").get("/admin-duty/audit")

    page = signed("shenji").get("/admin-duty/audit").content.decode()

    assert "赵建国请求GET /admin-duty/audit，无权查看，已拒绝。" in page


def test_system_tells_what_waits_for_the_log(signed: Signed) -> None:
    lead()

    page = signed("xitong").get("/admin-duty/system").content.decode()

    assert "1项，最早的一项记录于" in page
    assert "PostgreSQL" in page


def test_system_lists_the_calendars_in_force_and_which_year_is_missing(signed: Signed) -> None:
    next_year = legal_date(timezone.now()).year + 1
    year = Year(next_year, "", frozenset(), frozenset(), "国务院办公厅通知")

    before = signed("xitong").get("/admin-duty/system").content.decode()
    bring_in(year, shipped=joints.calendars.shipped, actor=None, at=timezone.now())
    between = signed("xitong").get("/admin-duty/system").content.decode()
    recompute_batch(now=timezone.now())
    after = signed("xitong").get("/admin-duty/system").content.decode()
    joints.calendars.seen(None)

    assert "放假33日，调休上班6日。国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）。随程序提供。" in before
    assert f"{next_year}年放假安排尚未载入，涉及该年的期限都是暂算。" in before
    assert (f"<dt>{next_year}年放假安排</dt>" in between, "尚未载入" in between) == (True, False)
    assert "正在重算期限，已变动0个卷宗。" in between
    assert "最近一次期限重算于" in after
