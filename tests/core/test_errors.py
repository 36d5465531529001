# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import inspect

import pytest

from studio.core import errors
from studio.core.errors import InvalidArgument, ModelDamaged, ModelMissing, NotFound, SaveFailed, StudioError

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
OF_WORDS = [kind for kind in KINDS if not issubclass(kind, InvalidArgument)]


@pytest.mark.parametrize("kind", OF_WORDS)
def test_what_a_person_reads_stands_apart_from_the_detail(kind: type[StudioError]) -> None:
    error = kind("The voice is gone: choose another.", "404 from /voices")
    assert isinstance(error, StudioError)
    assert (error.user_text, error.detail) == ("The voice is gone: choose another.", "404 from /voices")
    assert str(error) == "The voice is gone: choose another. (404 from /voices)"
    assert str(kind("The voice is gone.")) == "The voice is gone."


def test_a_bad_argument_is_named_with_what_is_permitted() -> None:
    error = InvalidArgument("speed", "a number from -1 to 1", "3")
    assert (error.argument, error.permitted) == ("speed", "a number from -1 to 1")
    assert error.user_text == "speed: must be a number from -1 to 1"
    assert str(error).endswith("(3)")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in (StudioError, SaveFailed)])
def test_what_fails_besides_saving_is_caught_as_a_runtime_error(kind: type[StudioError]) -> None:
    assert issubclass(kind, RuntimeError)


def test_programs_catch_bad_input_and_files_as_python_does() -> None:
    assert issubclass(InvalidArgument, ValueError)
    assert issubclass(NotFound, ValueError)
    assert issubclass(SaveFailed, OSError)
    assert issubclass(ModelDamaged, ModelMissing)
