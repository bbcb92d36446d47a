"""How much of a form is read at all: files are written aside while they come, so what is too much is refused by its length before that."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from yifa.evidence.actions import PUBLIC_MOST
from yifa.evidence.core.kinds import LARGEST, MEBIBYTE
from yifa.intake.actions import MOST_PHOTOS
from yifa.platform.accounts.sessions import user_of

#: the words around the files
_FORM: Final = MEBIBYTE
#: of somebody who has not signed in: the files of one report
PUBLIC: Final = MOST_PHOTOS * PUBLIC_MOST + _FORM


class Bounded(FileUploadHandler):
    """Stands before those that keep the bytes."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        """Raises RequestDataTooBig, told as what is too big everywhere else."""
        request = self.request
        assert request is not None
        # the form guard reads the form before the door is entered: then the session alone says who it is, and it is not asked whether it is
        # still good, for the door has to tell why not
        known = getattr(request, "actor", None) is not None or user_of(request) is not None
        if content_length > (LARGEST + _FORM if known else PUBLIC):
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
