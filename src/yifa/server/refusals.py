"""What the server refuses: each names the sentence ``refused.<name>`` and its remedy in wording.toml."""

from __future__ import annotations

from typing import ClassVar

from yifa.kernel.refusal import Kind
from yifa.platform.wording import Worded
from yifa.server.wording import say


class ServerRefusal(Worded, say=say):
    """The place cannot do this in its present state; a command ends with exit code 3."""

    kind: ClassVar[Kind] = "conflict"
    code = "server.refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(**{name: value if isinstance(value, (str, int)) else str(value) for name, value in facts.items()})


class AlreadyRunning(ServerRefusal):
    code = "server.already_running"


class NotRunning(ServerRefusal):
    code = "server.not_running"


class ClockRefused(ServerRefusal):
    code = "server.clock_refused"


class NotAPlay(ServerRefusal):
    code = "server.not_a_play"


class PlayedAlready(ServerRefusal):
    code = "server.played_already"


class PlayStuck(ServerRefusal):
    code = "server.play_stuck"


class ScenarioUnknown(ServerRefusal):
    code = "server.scenario_unknown"


class ScenarioFault(ServerRefusal):
    code = "server.scenario_fault"


class PathBarred(ServerRefusal):
    code = "server.path_barred"


class PythonBarred(ServerRefusal):
    code = "server.python_barred"


class NoAccount(ServerRefusal):
    code = "server.no_account"


class ForeignFolder(ServerRefusal):
    code = "server.foreign_folder"


class OpenFolder(ServerRefusal):
    code = "server.open_folder"


class NotDurable(ServerRefusal):
    code = "server.not_durable"


class DatabaseDown(ServerRefusal):
    code = "server.database_down"


class DatabaseUnreachable(ServerRefusal):
    code = "server.database_unreachable"


class DatabaseOld(ServerRefusal):
    code = "server.database_old"


class NoPrograms(ServerRefusal):
    code = "server.no_programs"


class PortTaken(ServerRefusal):
    code = "server.port_taken"


class NotEmpty(ServerRefusal):
    code = "server.not_empty"


class FileExists(ServerRefusal):
    code = "server.file_exists"


class Damaged(ServerRefusal):
    kind = "invalid"
    code = "server.damaged"


class HeadsDiffer(ServerRefusal):
    kind = "invalid"
    code = "server.heads_differ"


class TooNew(ServerRefusal):
    kind = "invalid"
    code = "server.too_new"


class StepFailed(ServerRefusal):
    code = "server.step_failed"


class StepRefused(ServerRefusal):
    code = "server.step_refused"


class NoProfile(ServerRefusal):
    kind = "unknown"
    code = "server.no_profile"


class ProfileNotLoaded(ServerRefusal):
    kind = "unknown"
    code = "server.profile_not_loaded"


class NothingLoaded(ServerRefusal):
    kind = "unknown"
    code = "server.nothing_loaded"


class CalendarFileGone(ServerRefusal):
    code = "server.calendar_file_gone"


class CalendarFileUnreadable(ServerRefusal):
    code = "server.calendar_file_unreadable"


class CalendarNotHeld(ServerRefusal):
    code = "server.calendar_not_held"
