# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of engines, and that whoever names an engine takes it from there."""

from __future__ import annotations

import re

import pytest

from studio.cli.arguments import command_of
from studio.client.local.engine import server_command
from studio.core.engines import AUTO, ENGINE_OPTIONS, ENGINES, checked_option, kind_of, may_need_model
from studio.core.errors import InvalidArgument
from studio.server.__main__ import make_parser


def test_options_names_and_titles_tell_the_engines_apart() -> None:
    assert len(set(ENGINE_OPTIONS)) == len(ENGINES) + 1
    assert len({kind.title for kind in ENGINES}) == len(ENGINES)
    for kind in ENGINES:
        assert kind_of(kind.name) is kind
        assert kind_of(f"{kind.name}-v2.0") is kind


def test_an_engine_of_another_program_is_none_of_them() -> None:
    assert kind_of("sonic-2") is None
    assert kind_of("") is None


@pytest.mark.parametrize("option", ENGINE_OPTIONS)
def test_each_option_is_taken_by_command_line_and_server(option: str) -> None:
    assert checked_option(option) == option
    command_of(["render", "x.txt", "-o", "x.wav", "--engine", option])
    command = server_command(option)
    assert make_parser().parse_args(command[command.index("--port") :]).engine == option


@pytest.mark.parametrize("option", ["", "espeak-ng", "Kokoro", "cloud"])
def test_what_is_no_option_is_refused_with_those_that_are(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InvalidArgument, match="engine: must be one of " + ", ".join(ENGINE_OPTIONS)):
        checked_option(option)
    with pytest.raises(SystemExit):
        command_of(["render", "x.txt", "-o", "x.wav", "--engine", option])
    told = capsys.readouterr().err
    assert re.findall(r"\w+", told.partition("choose from")[2]) == list(ENGINE_OPTIONS)


def test_the_model_is_for_kokoro_and_where_the_best_is_asked_for() -> None:
    assert [option for option in ENGINE_OPTIONS if may_need_model(option)] == [AUTO, "kokoro"]
