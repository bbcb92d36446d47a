from __future__ import annotations

import io
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.web.desk.conftest import Signed, lead, person
from tests.web.desk.test_lead import PNG
from yifa.docket.queries import view_for
from yifa.evidence.models import EvidenceFile
from yifa.platform.audit.models import Entry

BODY = {"body": "fucheng.gucheng", "place": "131128101"}


def test_paper_is_a_pdf_and_its_reading_is_recorded(signed: Signed) -> None:
    docket = lead()
    act = view_for(actor=person("zhifa1"), docket=docket).acts[0]

    response = signed("zhifa1").get(f"/dockets/{docket}/papers/{act.id}/case_source.pdf")

    assert (response.status_code, response.headers["Content-Type"], response.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(kind="paper_downloaded").count() == 1


def test_paper_that_was_not_made_is_not_there(signed: Signed) -> None:
    docket = lead()
    act = view_for(actor=person("zhifa1"), docket=docket).acts[0]

    statuses = [
        signed(name).get(f"/dockets/{docket}/papers/{act.id}/{kind}.pdf").status_code
        for name, kind in (("zhifa1", "penalty_decision"), ("chengguan1", "case_source"))
    ]

    assert statuses == [404, 404]


def test_whole_file_is_one_pdf(signed: Signed) -> None:
    response = signed("zhifa1").get(f"/dockets/{lead()}/file.pdf")

    assert (response.status_code, response.content[:5]) == (200, b"%PDF-")


def test_evidence_comes_back_byte_for_byte_in_a_sandbox(signed: Signed) -> None:
    client = signed("zhifa1")
    told = client.post(
        "/evidence", {**BODY, "file": SimpleUploadedFile("现场 照片.png", PNG)}, headers={"Accept": "application/json"}
    ).json()

    response = client.get(f"/evidence/{told['digest']}")

    assert b"".join(response) == PNG
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''%E7%8E%B0")


@pytest.mark.parametrize("digest", ["0" * 64, "0" * 63, "z" * 64, "x"])
def test_absent_evidence_is_the_same_as_hidden(signed: Signed, digest: str) -> None:
    told = (
        signed("zhifa1")
        .post("/evidence", {**BODY, "file": SimpleUploadedFile("a.png", PNG)}, headers={"Accept": "application/json"})
        .json()
    )
    stranger = signed("chengguan1")

    hidden, absent = stranger.get(f"/evidence/{told['digest']}"), stranger.get(f"/evidence/{digest}")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content


def test_a_form_takes_a_file_that_is_in_the_docket_and_offers_no_other(signed: Signed) -> None:
    client, docket, other = signed("zhifa1"), lead(), lead()
    mine, foreign = _add(client, docket, "navy"), _add(client, other, "red")

    page = client.get(f"/dockets/{docket}/acts/check_on_spot").content.decode()
    response = client.post(f"/dockets/{docket}/acts/check_on_spot", {"_evidence": mine, "from_at": "不是时间"})
    opened = client.get("/leads/new").content.decode()

    again = response.content.decode()
    assert f'<input type="checkbox" name="_evidence" value="{mine}">' in page
    assert f'src="/dockets/{docket}/evidence/{mine}/view"' in page
    assert "现场.png · 照片 · 1 KB · " in page
    assert foreign not in page
    assert (response.status_code, again.count(f'value="{mine}"')) == (422, 1)
    assert f'<input type="checkbox" name="_evidence" value="{mine}" checked>' in again
    assert 'type="checkbox" name="_evidence"' not in opened


def test_a_ticked_file_becomes_one_of_the_act_without_a_second_upload(signed: Signed) -> None:
    client, docket = signed("zhifa1"), lead()
    digest = _add(client, docket, "navy")

    response = client.post(f"/dockets/{docket}/acts/add_note", {"text": "与上一项是同一张照片。", "_evidence": digest})

    assert response.status_code == 302
    assert [act.evidence for act in view_for(actor=person("zhifa1"), docket=docket).acts] == [(), (digest,), (digest,)]
    assert EvidenceFile.objects.count() == 1


def test_many_files_of_the_docket_are_folded_until_one_is_ticked(signed: Signed) -> None:
    client, docket = signed("zhifa1"), lead()
    address = f"/dockets/{docket}/acts/add_note"
    digests = [_add(client, docket, colour) for colour in ("navy", "red", "green", "gold")]

    folded = client.get(address).content.decode()
    ticked = client.post(address, {"text": "", "_evidence": digests[0]}).content.decode()

    assert '<details class="fold held"><summary>本卷已有的文件（4个）' in folded
    assert '<details class="fold held" open><summary>本卷已有的文件（4个）' in ticked


def _add(client: Client, docket: UUID, colour: str) -> str:
    """A photo sent with a note; its digest."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    client.post(f"/dockets/{docket}/acts/add_note", {"text": "照片一张。", "_files": SimpleUploadedFile("现场.png", out.getvalue())})
    return str(view_for(actor=person("zhifa1"), docket=docket).acts[-1].evidence[0])


def test_web_page_is_no_evidence(signed: Signed) -> None:
    sent = {**BODY, "file": SimpleUploadedFile("照片.png", b"<html><script>alert(1)</script></html>")}

    response = signed("zhifa1").post("/evidence", sent, headers={"Accept": "application/json"})

    assert response.status_code == 415
    assert response.json()["code"] == "evidence.type_not_allowed"


def test_nobody_takes_in_evidence_for_another_body(signed: Signed) -> None:
    sent = {"body": "fucheng.chengguan", "place": "131128", "file": SimpleUploadedFile("a.png", PNG)}

    assert signed("zhifa1").post("/evidence", sent, headers={"Accept": "application/json"}).status_code == 403
