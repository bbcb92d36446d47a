"""Controls: the same place, broken on purpose. ``python -m yifa.server.drills._broken run|backup …``; nothing of the product asks for this.

- ``run``: the place with a front that answers 201 as soon as the act is computed and commits half a second later.
- ``backup``: a backup that leaves the files out.
"""

from __future__ import annotations

import functools
import queue
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

#: Seconds between the answer and the commit.
LATE = 0.5


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """The front for gunicorn."""
    return _front()(environ, start_response)


@functools.cache
def _front() -> Callable[..., Any]:
    from yifa.server.wsgi import application as whole
    from yifa.web.api import resources

    resources.append = commit_late(resources.append)
    resources.open_docket = commit_late(resources.open_docket)
    return whole


def commit_late(write: Callable[..., Any]) -> Callable[..., Any]:
    """Answer before the commit: what P1 forbids."""

    def written(**asked: Any) -> Any:
        told: queue.Queue[Any] = queue.Queue()

        def work() -> None:
            from django.db import connection, transaction

            try:
                with transaction.atomic():
                    told.put(write(**asked))
                    time.sleep(LATE)
            except Exception as fault:
                told.put(fault)
            finally:
                connection.close()

        threading.Thread(target=work, daemon=True).start()
        answer = told.get()
        if isinstance(answer, Exception):
            raise answer
        return answer

    return written


def run(argv: list[str]) -> int:
    from yifa.server import supervisor
    from yifa.server.commands.run import main

    class Broken(supervisor.Supervisor):
        """Starts the front above instead of the product's."""

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.web.command = [word.replace("yifa.server.wsgi", "yifa.server.drills._broken") for word in self.web.command]

    import yifa.server.commands.run as command

    command.Supervisor = Broken  # type: ignore[misc]
    return main(argv)


def backup(argv: list[str]) -> int:
    from yifa.server import archive
    from yifa.server.commands.backup import main

    archive.FOLDERS = ()  # type: ignore[assignment]
    return main(argv)


def main(argv: list[str]) -> int:
    from yifa.server.__main__ import _take_data_folder

    name, *rest = _take_data_folder(argv)
    return {"run": run, "backup": backup}[name](rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
