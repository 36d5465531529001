# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands and their options. The module of a command is imported only when the command runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from studio.core.emotions import EMOTIONS, LEVELS
from studio.core.engines import AUTO, ENGINE_OPTIONS
from studio.core.speech import MOST_PITCH, SPEED_NAMES
from studio.export.formats import EXPORTERS, kind_of_files

COMMANDS = ("say", "render", "welcome", "voices", "serve", "models", "doctor")
_LONGEST_SHOWN, _SHOWN = 100, 40


def command_of(arguments: Sequence[str] | None) -> Callable[[], int]:
    """The command of a command line, ready to run. Ends the program with code 2 if it cannot be understood."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    return lambda: command(options)


def texts_to_open(arguments: Sequence[str]) -> list[Path]:
    """The text file given in place of a command, which is opened in the window; none for a command."""
    if len(arguments) != 1 or arguments[0].startswith("-") or arguments[0] in COMMANDS:
        return []
    path = Path(arguments[0])
    return [path] if os.path.exists(path) or len(path.parts) > 1 else []


def brief(message: str, given: Sequence[str]) -> str:
    """*message* with long *given* arguments cut, so that a text given in place of a name is not repeated."""
    for each in sorted(given, key=len, reverse=True):
        # The file name of a text with slashes is the part after the last one.
        for shown in (each, repr(each)[1:-1], Path(each).name):
            if len(shown) > _LONGEST_SHOWN:
                message = message.replace(shown, f"{shown[:_SHOWN]}…")
    return message


class _Parser(argparse.ArgumentParser):
    """A parser whose error messages repeat no whole text."""

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        self._given = sys.argv[1:] if args is None else list(args)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        super().error(brief(message, self._given))


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="speech-studio",
        description="Speech Studio from a terminal. Without a command, or with a text file, it opens the window.",
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_say(commands)
    _add_render(commands)
    _add_welcome(commands)
    _add_voices(commands)
    _add_serve(commands)
    _add_models(commands)
    doctor = commands.add_parser("doctor", help="show what is installed and works; code 1 when something is wrong")
    doctor.set_defaults(run=_doctor)
    return parser


Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add_say(commands: Commands[argparse.ArgumentParser]) -> None:
    say = commands.add_parser("say", help="speak a text aloud")
    say.add_argument("text", metavar="TEXT", help='the text, or "-" to read it from standard input')
    say.add_argument("--explain", action="store_true", help="print how each token is read, and why, and say nothing")
    _add_design(say)
    say.set_defaults(run=_say)


def _add_render(commands: Commands[argparse.ArgumentParser]) -> None:
    usual = EXPORTERS[0].format()
    bits = sorted({each.bits for exporter in EXPORTERS for each in exporter.encodings if each.bits})
    render = commands.add_parser("render", help=f"read a text file or a project into a {kind_of_files()} file")
    render.add_argument(
        "file",
        metavar="FILE",
        help='a project (.speech), a book (.epub, .docx, .md, .html, .srt, .vtt), a text file, or "-" (standard input)',
    )
    render.add_argument("--chapters", default="", metavar="N-M", help="of a book, these chapters only, such as 2-4,7")
    render.add_argument(
        "--fit-cues",
        action="store_true",
        help="of subtitles, or of a project of them, begin each cue at its time and speak it in its length",
    )
    render.add_argument(
        "--keep", action="append", default=[], metavar="NAME", help="of a book, do not clean this, such as footnotes"
    )
    render.add_argument("--as-is", action="store_true", help="of a project, write what is rendered and render nothing")
    render.add_argument("-o", "--output", type=Path, required=True, metavar=f"OUT{usual.exporter.suffix}")
    render.add_argument("--timestamps", type=Path, metavar="OUT.json", help="also write when each word is heard")
    render.add_argument("--rate", type=int, metavar="HZ", help=f"sample rate ({usual.rate_hz})")
    render.add_argument("--bits", type=int, choices=bits, help=f"bits per sample ({usual.encoding.bits})")
    _add_design(render)
    render.set_defaults(run=_render)


def _add_welcome(commands: Commands[argparse.ArgumentParser]) -> None:
    welcome = commands.add_parser("welcome", help="render the welcome text to welcome.wav and welcome.json here")
    _add_engine(welcome)
    welcome.set_defaults(run=_welcome)


def _add_voices(commands: Commands[argparse.ArgumentParser]) -> None:
    voices = commands.add_parser("voices", help="list the voices; carry one to another machine")
    what = voices.add_mutually_exclusive_group()
    what.add_argument("--json", action="store_true", help="list them as JSON")
    what.add_argument("--export", nargs=2, metavar=("NAME", "FILE"), help="write a voice to a .voice.json file")
    what.add_argument("--import", dest="import_from", type=Path, metavar="FILE", help="add the voice of such a file")
    _add_engine(voices)
    voices.set_defaults(run=_voices)


def _add_serve(commands: Commands[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="serve the speech API on this machine until stopped")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on; beyond loopback, with --key-file")
    serve.add_argument("--port", type=int, default=0, help="port to listen on (0: any free one)")
    serve.add_argument("--key-file", type=Path, metavar="FILE", help="file with the key that clients must send")
    serve.add_argument("--tls-cert", type=Path, metavar="FILE", help="PEM certificate: serve HTTPS")
    serve.add_argument("--tls-key", type=Path, metavar="FILE", help="its key, where it is not in the same file")
    serve.add_argument("--threads", type=int, help="processor cores to use")
    _add_engine(serve)
    serve.set_defaults(run=_serve)


def _add_models(commands: Commands[argparse.ArgumentParser]) -> None:
    models = commands.add_parser("models", help="show, fetch and verify the speech model")
    models.add_argument("--fetch", action="store_true", help="bring what is missing or damaged")
    models.add_argument("--verify", action="store_true", help="read every file and compare its digest")
    models.add_argument("--json", action="store_true", help="one JSON object a line")
    models.add_argument("--wheelhouse", type=Path, metavar="DIR", help="take packages from this folder only")
    models.set_defaults(run=_models)


def _add_design(parser: argparse.ArgumentParser) -> None:
    names = ", ".join(f"{name} {value:g}" for name, value in SPEED_NAMES.items())
    parser.add_argument("--voice", default="", metavar="NAME", help='a voice\'s name or id; see "voices"')
    parser.add_argument("--speed", default="0", metavar="SPEED", help=f"-1 to 1, or a name ({names})")
    parser.add_argument(
        "--emotion",
        action="append",
        default=[],
        metavar="NAME:LEVEL",
        help=f"may be repeated; names: {', '.join(EMOTIONS)}; levels: {', '.join(LEVELS[1:])}",
    )
    parser.add_argument(
        "--pitch",
        default="0",
        metavar="SEMITONES",
        help=f"-{MOST_PITCH:g} to {MOST_PITCH:g} above the voice's own pitch",
    )
    parser.add_argument("--language", default="", metavar="TAG", help="such as en-US (the voice's own)")
    _add_engine(parser)


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", choices=ENGINE_OPTIONS, default=AUTO, help=f"which engine speaks ({AUTO})")


def _version() -> str:
    from studio import __version__

    return f"Speech Studio {__version__}"


def _say(options: argparse.Namespace) -> int:
    from studio.cli.speech import say

    return say(options)


def _render(options: argparse.Namespace) -> int:
    from studio.cli.speech import render

    return render(options)


def _welcome(options: argparse.Namespace) -> int:
    from studio.cli.speech import welcome

    return welcome(options)


def _voices(options: argparse.Namespace) -> int:
    if options.export or options.import_from:
        from studio.cli.voice_files import carry

        return carry(options)
    from studio.cli.speech import voices

    return voices(options)


def _serve(options: argparse.Namespace) -> int:
    from studio.cli.serving import serve

    return serve(options)


def _models(options: argparse.Namespace) -> int:
    from studio.cli.models import models

    return models(options)


def _doctor(_: argparse.Namespace) -> int:
    from studio.cli.doctor import doctor

    return doctor()
