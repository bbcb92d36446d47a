from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from yifa.kernel.actor import Role
from yifa.platform.accounts.actions import AccountUnknown
from yifa.platform.accounts.gate import actor_of_token
from yifa.platform.accounts.models import Token
from yifa.server.commands import token


def test_token_command_prints_a_key_that_works(person: Any, capsys: pytest.CaptureFixture[str]) -> None:
    user = person("li", Role.OFFICER)

    assert token.main(["li", "--days", "7"]) == 0

    printed = capsys.readouterr().out.split()
    assert len(printed) == 1
    assert actor_of_token(printed[0], now=timezone.now()).user == str(user.pk)  # noqa: TID251  the command reads the clock itself
    row = Token.objects.get(user=user)
    assert (row.expires_at - row.made_at).days == 7


def test_token_command_refuses_unknown_names_and_odd_spans(db: None) -> None:
    with pytest.raises(AccountUnknown):
        token.main(["nobody"])
    for days in ("0", "367", "many"):
        with pytest.raises(SystemExit) as stopped:
            token.main(["li", "--days", days])
        assert stopped.value.code == 2
