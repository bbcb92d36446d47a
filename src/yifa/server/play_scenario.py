"""剧本 — the file of a profile that says what happens on a day of play; read strictly, what is not understood is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from yifa.intake.forms import SOURCES
from yifa.server.beside import profile_folder
from yifa.server.readying import PROFILES
from yifa.server.refusals import ScenarioFault, ScenarioUnknown

FOLDER = "scenarios"
Code = Annotated[str, Field(min_length=1, max_length=100)]
Words = Annotated[str, Field(min_length=2, max_length=500)]
Weight = Annotated[float, Field(ge=0, le=10_000)]
Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[int, Field(ge=0, le=86_400)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Span(_Part):
    """用时 — seconds: least, usual, most."""

    least: Seconds
    usual: Seconds
    most: Seconds

    @model_validator(mode="before")
    @classmethod
    def _of_three(cls, value: Any) -> Any:
        if isinstance(value, list) and len(value) == 3:
            return dict(zip(("least", "usual", "most"), value, strict=True))
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Span:
        if not self.least <= self.usual <= self.most:
            raise ValueError("least ≤ usual ≤ most")
        return self


class Stages(_Part):
    """How long each step waits for the one before it."""

    file: Span
    order: Span
    take: Span
    arrive: Span
    handle: Span
    verify: Span
    reply: Span
    close: Span


class Odds(_Part):
    """How often something does not go straight."""

    returned: Share = 0
    extended: Share = 0
    hung: Share = 0
    reworked: Share = 0
    #: a second report of the same matter, in other words and from some way off
    twin: Share = 0
    #: no order is taken up at once: the crew is away from its phone
    slow: Share = 0


class Desk(_Part):
    """受理单位 — a body that takes in reports: who sits there, and where its reports come from."""

    body: Code
    duty: Code
    #: reports of the day come from here with this weight; 0: only what is routed to it
    weight: Weight
    #: the place whose 责任网格 the reports lie in
    place: Annotated[str, Field(pattern=r"^\d{6,12}$")]
    streets: Annotated[tuple[Words, ...], Field(min_length=1)]
    #: officers the desk sends by its own word where nobody on duty can be recommended
    crew: tuple[Code, ...] = ()
    #: reporters say where it is and give no point
    spoken: bool = False

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        return _tuples(value, "streets", "crew")


class Matter(_Part):
    """What is reported: a class of the catalogue in the words of reporters."""

    kind: Code
    weight: Weight
    texts: Annotated[tuple[Words, ...], Field(min_length=1)]
    found: Words
    done: Words

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        return _tuples(value, "texts")


class Whistle(_Part):
    """吹哨 — how often a desk calls that body in, for matters of these classes."""

    desk: Code
    bodies: Annotated[tuple[Code, ...], Field(min_length=1)]
    kinds: Annotated[tuple[Code, ...], Field(min_length=1)]
    count: Annotated[int, Field(ge=1, le=100)]
    matter: Words
    result: Words
    answer: Span
    arrive: Span
    finish: Span

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        return _tuples(value, "bodies", "kinds")


class Patrol(_Part):
    """巡查 — at that hour the desk draws every grid of its own, and the first of these officers writes down what they see in each."""

    desk: Code
    hour: Annotated[float, Field(ge=0, lt=24)]
    #: kinds of places, as the catalogue names them
    places: Annotated[tuple[Words, ...], Field(min_length=1)]
    officers: Annotated[tuple[Code, ...], Field(min_length=1)]
    #: in one grid
    walk: Span

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        return _tuples(value, "places", "officers")


class Complaint(_Part):
    """投诉 — about an officer of that body, at that hour."""

    hour: Annotated[float, Field(ge=0, lt=24)]
    about: Code
    text: Words


class Scenario(_Part):
    """剧本 — one day; nothing of it happened, which ``synthetic`` says."""

    title: Words
    synthetic: Literal[True]
    day: date
    #: how many reports come in the 24 hours
    reports: Annotated[int, Field(ge=1, le=20_000)]
    #: the weight of each hour of the day
    hourly: Annotated[tuple[Weight, ...], Field(min_length=24, max_length=24)]
    sources: Annotated[Mapping[Code, Weight], Field(min_length=1)]
    #: the account by whose token other systems send
    channel: Code
    stages: Stages
    odds: Odds
    desks: Annotated[tuple[Desk, ...], Field(min_length=1)]
    matters: Annotated[tuple[Matter, ...], Field(min_length=1)]
    whistles: tuple[Whistle, ...] = ()
    patrols: tuple[Patrol, ...] = ()
    complaints: tuple[Complaint, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, value: Any) -> Any:
        return _tuples(value, "hourly", "desks", "matters", "whistles", "patrols", "complaints")

    @model_validator(mode="after")
    def _known(self) -> Scenario:
        bodies = [desk.body for desk in self.desks]
        kinds = {matter.kind for matter in self.matters}
        if len(set(bodies)) != len(bodies):
            raise ValueError("desks: a body twice")
        if not sum(self.hourly) or not sum(desk.weight for desk in self.desks) or not sum(self.sources.values()):
            raise ValueError("hourly, sources, desks: no weight at all")
        if strange := set(self.sources) - set(SOURCES):
            raise ValueError(f"sources: no source {min(strange)}")
        for whistle in self.whistles:
            if whistle.desk not in bodies:
                raise ValueError(f"whistles: no desk {whistle.desk}")
            if lost := set(whistle.kinds) - kinds:
                raise ValueError(f"whistles: no matter {min(lost)}")
        for patrol in self.patrols:
            if patrol.desk not in bodies:
                raise ValueError(f"patrols: no desk {patrol.desk}")
        return self


def _tuples(value: Any, *names: str) -> Any:
    """TOML knows lists alone."""
    if not isinstance(value, dict):
        return value
    return {name: tuple(told) if name in names and isinstance(told, list) else told for name, told in value.items()}


@dataclass(frozen=True, slots=True)
class Named:
    """A scenario with where it stands."""

    profile: Path
    name: str
    scenario: Scenario


def find() -> list[str]:
    """The scenarios of the shipped profiles, as ``fucheng/day``."""
    return sorted(f"{file.parent.parent.name}/{file.stem}" for file in PROFILES.glob(f"*/{FOLDER}/*.toml"))


def scenario(word: str) -> Named:
    """The scenario ``profile/name``; the profile is a shipped one or a folder. Refuses: NoProfile, ScenarioUnknown, ScenarioFault."""
    profile, _, name = word.rpartition("/")
    if not profile or not name:
        raise ScenarioUnknown(name=word, names="、".join(find()))
    folder = profile_folder(profile)
    file = folder / FOLDER / f"{name}.toml"
    if not file.is_file():
        raise ScenarioUnknown(name=word, names="、".join(find()))
    return Named(folder, name, read(file))


def read(file: Path) -> Scenario:
    """Refuses: ScenarioFault with the first thing that is not understood."""
    try:
        return Scenario.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ScenarioFault(file=file.name, where="", why=str(fault)) from None
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ScenarioFault(file=file.name, where=where, why=first["msg"]) from None
