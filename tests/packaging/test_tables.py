# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of emotions, speeds, encodings and settings, and that documents and command line agree with them.

Those of engines, file formats, actions and languages have their tests beside them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studio.app.keeping.settings import SPECS, Settings
from studio.cli.arguments import _parser
from studio.client.library.formats import NAMES, output_format_named
from studio.client.library.types import OutputFormat
from studio.core.emotions import EMOTIONS, LEVELS, NAMED_EMOTIONS
from studio.core.generation import FASTEST_RATE, SLOWEST_RATE
from studio.core.pcm import BYTES_PER_SAMPLE
from studio.core.rates import is_rate
from studio.core.speech import FASTEST, LOUDEST, QUIETEST, SLOWEST, SPEED_NAMES
from studio.core.wav import FORMATS

DOCS = Path(__file__).parents[2] / "resources" / "docs"
EXPRESSION = (DOCS / "expression.md").read_text("utf-8")


def row(name: str, page: str) -> str:
    """The row of a table in *page* that begins with *name*."""
    return next(line for line in page.splitlines() if line.startswith(f"| {name} |"))


def help_of(command: str, option: str) -> str:
    commands = _parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    action = next(each for each in commands[command]._actions if option in each.option_strings)  # type: ignore[index]
    return " ".join(str(action.help).split())


@pytest.mark.parametrize("command", ["say", "render"])
def test_the_command_line_names_each_emotion_level_and_speed(command: str) -> None:
    emotion = help_of(command, "--emotion")
    assert f"names: {', '.join(EMOTIONS)};" in emotion
    assert emotion.endswith(f"levels: {', '.join(LEVELS[1:])}")
    assert f"({', '.join(f'{name} {value:g}' for name, value in SPEED_NAMES.items())})" in help_of(command, "--speed")


def test_the_pages_name_each_emotion_and_level() -> None:
    assert ", ".join(f"`{name}`" for name in EMOTIONS) in row("emotions", EXPRESSION)
    for word in (*LEVELS[1:], *SPEED_NAMES):
        assert f"`{word}`" in EXPRESSION
    measured = (DOCS / "emotion.md").read_text("utf-8")
    assert set(re.findall(r"^\| (\w+) \| \w+ \| [+-]", measured, re.MULTILINE)) == set(EMOTIONS)


def test_the_page_of_expression_tells_the_levels_that_each_name_stands_for() -> None:
    table = EXPRESSION.partition("| name | levels |")[2]
    told = dict(re.findall(r"^\| ([\w/ ]+) \| ([\w, ]+) \|$", table, re.MULTILINE))
    assert told == {
        name: ", ".join(f"{emotion} {level}" for emotion, level in mixed) or "none"
        for name, mixed in NAMED_EMOTIONS.items()
    }


def test_the_page_of_expression_tells_the_ranges() -> None:
    assert f"1 speaks at {FASTEST} times, -1 at {SLOWEST} times" in row("speed", EXPRESSION)
    assert f"| {QUIETEST} to {LOUDEST} |" in row("volume", EXPRESSION)
    assert f"Speed is a factor on the speaking rate, {SLOWEST_RATE} to {FASTEST_RATE}." in EXPRESSION
    for name, least, most in (("speed", SLOWEST_RATE, FASTEST_RATE), ("volume", QUIETEST, LOUDEST)):
        tag = next(line for line in (DOCS / "markup.md").read_text("utf-8").splitlines() if f"<{name} ratio" in line)
        assert f"{least} to {most}" in tag


def test_an_encoding_of_the_api_is_one_in_wav_files_and_in_the_library() -> None:
    assert FORMATS.keys() == BYTES_PER_SAMPLE.keys()
    named = [output_format_named(name) for name in NAMES]
    assert {each["encoding"] for each in named} == BYTES_PER_SAMPLE.keys()
    assert all(is_rate(each["sample_rate"]) for each in named)
    assert all(encoding in str(OutputFormat.__doc__) for encoding in BYTES_PER_SAMPLE)


def told_setting(name: str) -> str:
    """The row of a setting on its page."""
    spec, usual = SPECS[name], getattr(Settings(), name)
    shown = "nothing" if usual in ("", {}, []) else f"`{str(usual).lower() if isinstance(usual, bool) else usual}`"
    return f"| `{name}` | {spec.description} | {spec.kind.permitted} | {shown} |"


def test_the_page_of_settings_is_the_table() -> None:
    rows = [line for line in (DOCS / "settings.md").read_text("utf-8").splitlines() if line.startswith("| `")]
    assert rows == [told_setting(name) for name in SPECS]


def test_each_setting_s_default_is_permitted() -> None:
    assert [name for name in SPECS if not SPECS[name].kind.permits(getattr(Settings(), name))] == []
