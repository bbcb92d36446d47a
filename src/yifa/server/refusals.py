"""What the server refuses: each names the sentence ``refused.<name>`` and its remedy in wording.toml."""

from __future__ import annotations

from typing import Any, ClassVar

from yifa.kernel.refusal import Kind, Refusal
from yifa.server.wording import say


class ServerRefusal(Refusal):
    """The place cannot do this in its present state; a command ends with exit code 3."""

    kind: ClassVar[Kind] = "conflict"
    code = "server.refused"
    wording: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        plain: dict[str, Any] = {name: value if isinstance(value, (str, int)) else str(value) for name, value in facts.items()}
        super().__init__(say(f"refused.{self.wording}", **plain), remedy=say(f"refused.{self.wording}_remedy", **plain), **plain)


class AlreadyRunning(ServerRefusal):
    code, wording = "server.already_running", "already_running"


class NotRunning(ServerRefusal):
    code, wording = "server.not_running", "not_running"


class ClockRefused(ServerRefusal):
    code, wording = "server.clock_refused", "clock_refused"


class NotAPlay(ServerRefusal):
    code, wording = "server.not_a_play", "not_a_play"


class PlayedAlready(ServerRefusal):
    code, wording = "server.played_already", "played_already"


class PlayStuck(ServerRefusal):
    code, wording = "server.play_stuck", "play_stuck"


class ScenarioUnknown(ServerRefusal):
    code, wording = "server.scenario_unknown", "scenario_unknown"


class ScenarioFault(ServerRefusal):
    code, wording = "server.scenario_fault", "scenario_fault"


class PathBarred(ServerRefusal):
    code, wording = "server.path_barred", "path_barred"


class PythonBarred(ServerRefusal):
    code, wording = "server.python_barred", "python_barred"


class NoAccount(ServerRefusal):
    code, wording = "server.no_account", "no_account"


class ForeignFolder(ServerRefusal):
    code, wording = "server.foreign_folder", "foreign_folder"


class OpenFolder(ServerRefusal):
    code, wording = "server.open_folder", "open_folder"


class NotDurable(ServerRefusal):
    code, wording = "server.not_durable", "not_durable"


class DatabaseDown(ServerRefusal):
    code, wording = "server.database_down", "database_down"


class DatabaseUnreachable(ServerRefusal):
    code, wording = "server.database_unreachable", "database_unreachable"


class DatabaseOld(ServerRefusal):
    code, wording = "server.database_old", "database_old"


class NoPrograms(ServerRefusal):
    code, wording = "server.no_programs", "no_programs"


class PortTaken(ServerRefusal):
    code, wording = "server.port_taken", "port_taken"


class NotEmpty(ServerRefusal):
    code, wording = "server.not_empty", "not_empty"


class FileExists(ServerRefusal):
    code, wording = "server.file_exists", "file_exists"


class Damaged(ServerRefusal):
    kind = "invalid"
    code, wording = "server.damaged", "damaged"


class HeadsDiffer(ServerRefusal):
    kind = "invalid"
    code, wording = "server.heads_differ", "heads_differ"


class TooNew(ServerRefusal):
    kind = "invalid"
    code, wording = "server.too_new", "too_new"


class StepFailed(ServerRefusal):
    code, wording = "server.step_failed", "step_failed"


class StepRefused(ServerRefusal):
    code, wording = "server.step_refused", "step_refused"


class NoProfile(ServerRefusal):
    kind = "unknown"
    code, wording = "server.no_profile", "no_profile"


class ProfileNotLoaded(ServerRefusal):
    kind = "unknown"
    code, wording = "server.profile_not_loaded", "profile_not_loaded"


class NothingLoaded(ServerRefusal):
    kind = "unknown"
    code, wording = "server.nothing_loaded", "nothing_loaded"


class CalendarFileGone(ServerRefusal):
    code, wording = "server.calendar_file_gone", "calendar_file_gone"


class CalendarFileUnreadable(ServerRefusal):
    code, wording = "server.calendar_file_unreadable", "calendar_file_unreadable"


class CalendarNotHeld(ServerRefusal):
    code, wording = "server.calendar_not_held", "calendar_not_held"
