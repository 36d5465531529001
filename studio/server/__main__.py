# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m studio.server`: the server for a program that starts it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from studio.core.engines import AUTO, ENGINE_OPTIONS
from studio.core.processes import begin_program
from studio.server.process.run import JsonLines, serve


def make_parser() -> argparse.ArgumentParser:
    """The parser of the server's command line."""
    parser = argparse.ArgumentParser(prog="studio.server", description="Serve the speech API on this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; beyond loopback, with --key-file")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free one")
    parser.add_argument("--engine", choices=ENGINE_OPTIONS, default=AUTO)
    parser.add_argument("--key-file", type=Path, help="file with the key that clients must send")
    parser.add_argument("--tls-cert", type=Path, help="PEM certificate: serve HTTPS")
    parser.add_argument("--tls-key", type=Path, help="its key, where it is not in the same file")
    parser.add_argument("--parent-stdin", action="store_true", help="end when standard input ends")
    parser.add_argument("--threads", type=int, help="processor cores to use")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    options = make_parser().parse_args(arguments)
    return serve(options, JsonLines(), parent_stdin=options.parent_stdin)


if __name__ == "__main__":
    begin_program()
    sys.exit(main())
