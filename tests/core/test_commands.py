# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import shlex

from studio.cli.arguments import command_of
from studio.core.commands import FETCH_MODEL


def test_the_command_that_messages_name_is_one_that_the_program_understands() -> None:
    program, *arguments = shlex.split(FETCH_MODEL)
    assert program == "speech-studio"
    assert callable(command_of(arguments))
