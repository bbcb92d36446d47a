"""Whatever bytes lie in a profile, the answer is a profile or a list of faults; whatever is written is read again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from yifa.profile import ProfileFault, read
from yifa.profile.schema import ClaimRow, EquipmentRow, PolicyRow, Profile
from yifa.profile.writing import write

PROFILES = Path(__file__).parents[3] / "profiles"
COUNTY = Path(__file__).parents[3] / "docs" / "guides" / "shili"
FILES = sorted(path.relative_to(COUNTY).as_posix() for path in COUNTY.rglob("*.*") if path.suffix in (".csv", ".toml"))

SPLICES = st.one_of(
    st.sampled_from(
        [
            b'"',
            b"\n",
            b",",
            b"\x00",
            b"\xff",
            b"\r",
            b"=1+1",
            b"[[",
            b"]]",
            b"'''",
            b"\\",
            b"1E400",
            b"9" * 5000,
            b"[" * 3000,
            b"\xef\xbb\xbf",
        ]
    ),
    st.binary(max_size=6),
    st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("any") / "shili"
    shutil.copytree(COUNTY, folder)
    yield folder


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=st.sampled_from(FILES), at=st.floats(0, 1), cut=st.integers(0, 30), splice=SPLICES)
@example(file="fines.csv", at=0.9375, cut=0, splice=b"9" * 5000)
def test_any_damage_to_any_file_is_read_or_told_and_nothing_else(folder: Path, file: str, at: float, cut: int, splice: bytes) -> None:
    whole = (COUNTY / file).read_bytes()
    place = int(at * len(whole))
    (folder / file).write_bytes(whole[:place] + splice + whole[place + cut :])

    try:
        found = read(folder, shelf=PROFILES)
    except ProfileFault as refusal:
        assert all(fault.file and fault.line >= 0 and fault.why for fault in refusal.faults)
        assert len(list(refusal.lines())) >= 3
    else:
        assert found.code == "shili"
    finally:
        (folder / file).write_bytes(whole)


#: read once, so that an example takes milliseconds
WHOLE = read(COUNTY, shelf=PROFILES)

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"], exclude_characters="\ufffd"), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXT, kind=TEXT, title=TEXT, parts=st.lists(TEXT, max_size=3, unique=True), figure=st.decimals(0, 10**9, places=3))
def test_whatever_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, name: str, kind: str, title: str, parts: list[str], figure: object
) -> None:
    equipment = (EquipmentRow(code="E-1", kind=kind, name=name, body="shili"), EquipmentRow(code="E-2", kind="车", name="车", body="shili"))
    policies = (PolicyRow(code="P-1", title=title, issuer="县", basis=tuple(parts)),)
    claim = ClaimRow(key="k", body="shili", figure=figure, unit="个", sense="约", source=f"一,“{name}”\n二")  # type: ignore[arg-type]  # a Decimal
    claims = (*WHOLE.claims, claim)
    said = replace(WHOLE, equipment=equipment, policies=policies, claims=claims)
    folder = tmp_path_factory.mktemp("written") / "shili"

    try:
        write(said, folder)
        again = read(folder)
    except ProfileFault as refusal:
        # codes in scientific notation, thousands with commas: no text of ours, and told for what it is
        assert {fault.why.split(" ")[0] for fault in refusal.faults} <= {"name", "kind", "title", "basis"}
        return

    assert members(again) == members(said)


def members(profile: Profile) -> dict[str, object]:
    return {name: getattr(profile, name) for name in ("equipment", "policies", "claims", "bodies", "items", "lists", "facts")}
