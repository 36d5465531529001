# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.engines import AUTO, ENGINE_OPTIONS
from studio.server.__main__ import make_parser


def test_without_options_it_takes_any_port_of_loopback_and_the_best_engine() -> None:
    options = make_parser().parse_args([])
    assert (options.host, options.port, options.engine) == ("127.0.0.1", 0, AUTO)
    assert (options.key_file, options.tls_cert, options.tls_key, options.threads) == (None, None, None, None)
    assert options.parent_stdin is False


def test_each_option_is_read() -> None:
    arguments = "--host ::1 --port 7 --engine tone --key-file k --tls-cert c --tls-key t --parent-stdin --threads 2"
    options = make_parser().parse_args(arguments.split())
    assert (options.host, options.port, options.engine, options.threads) == ("::1", 7, "tone", 2)
    assert [options.key_file, options.tls_cert, options.tls_key] == [Path("k"), Path("c"), Path("t")]
    assert options.parent_stdin is True


@pytest.mark.parametrize("wrong", [["--port", "x"], ["--engine", "none"], ["--threads", "two"], ["--unknown"]])
def test_a_wrong_option_ends_it_with_what_is_permitted(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        make_parser().parse_args(wrong)
    assert ended.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_the_help_names_each_engine(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        make_parser().parse_args(["--help"])
    told = capsys.readouterr().out
    assert all(name in told for name in ENGINE_OPTIONS)
