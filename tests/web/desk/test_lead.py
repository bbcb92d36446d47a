from __future__ import annotations

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.web.desk.conftest import Signed, person
from yifa.docket.queries import dockets, view_for
from yifa.kernel.ids import new_id

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def _lead(**changes: object) -> dict[str, object]:
    return {
        "_id": str(new_id()),
        "_body": "fucheng.gucheng",
        "_place": "131128101",
        "source": "群众举报",
        "reported_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "summary": "占道摆摊",
        "place_text": "集市东口",
    } | changes


def test_lead_opens_a_docket_once(signed: Signed) -> None:
    client, sent = signed("shouli"), _lead()

    first, second = client.post("/leads/new", sent), client.post("/leads/new", sent)

    assert first.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert [row.cause for row in dockets(actor=person("shouli"), which="all").rows] == ["占道摆摊"]


def test_file_sent_with_the_form_is_evidence_of_the_lead(signed: Signed) -> None:
    response = signed("shouli").post("/leads/new", _lead(_files=SimpleUploadedFile("现场.png", PNG)))

    docket = UUID(response.headers["Location"].split("?")[0].rsplit("/", 1)[1])
    view = view_for(actor=person("shouli"), docket=docket)
    assert len(view.acts[0].evidence) == 1


def test_file_stays_when_the_form_comes_back(signed: Signed) -> None:
    response = signed("shouli").post("/leads/new", _lead(summary="", _files=SimpleUploadedFile("现场.png", PNG)))

    page = response.content.decode()
    assert response.status_code == 422
    assert "请填写「反映的情况」。" in page
    assert 'name="_evidence" value="' in page
    assert "现场.png" in page
    assert dockets(actor=person("shouli"), which="all").rows == ()


def test_lead_of_another_body_is_refused(signed: Signed) -> None:
    response = signed("shouli").post("/leads/new", _lead(_body="fucheng.chengguan", _place="131128102"))

    assert response.status_code == 403
    assert "您的岗位不能为这个机关、这个地方办理「登记线索」。" in response.content.decode()


def test_places_are_those_of_the_own_post(signed: Signed) -> None:
    client = signed("shouli")

    mine = client.get("/leads/places?_body=fucheng.gucheng", headers={"HX-Request": "true"}).content.decode()
    others = client.get("/leads/places?_body=fucheng.chengguan", headers={"HX-Request": "true"}).content.decode()

    assert '<option value="131128101">古城镇</option>' in mine
    assert others.strip() == ""
