# SPDX-License-Identifier: GPL-3.0-or-later
"""`models`: show, fetch and verify the speech model."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

from studio.core.errors import StudioError
from studio.engine.model.progress import FetchProgress
from studio.engine.model.state import FileState, ModelState
from studio.engine.model.store import ModelStore, open_store

LINE_EVERY_S = 5.0


def models(options: argparse.Namespace) -> int:
    """Exit code 0 if the model can speak, even if voices are missing."""
    store = open_store()
    try:
        failed = _fetch(store, options) if options.fetch else {}
        state = store.verify() if options.verify else store.state()
    except StudioError as error:
        if options.json:
            _tell({"event": "failed", "error": error.user_text})
            return 1
        raise
    except KeyboardInterrupt:
        if not options.json and sys.stderr.isatty():
            print(file=sys.stderr)
        raise
    if options.json:
        _tell(_result(store, state, failed))
    else:
        _show(store, state, failed)
    return 0 if state.usable else 1


def _fetch(store: ModelStore, options: argparse.Namespace) -> dict[str, str]:
    meter = ProgressPrinter(options.json)
    report = store.fetch(meter.show, wheelhouse=options.wheelhouse, full=options.verify)
    meter.end()
    return dict(report.failed)


class ProgressPrinter:
    """Shows progress: a line of JSON for each percent, a line that is redrawn in a terminal, or else a line now and
    then."""

    def __init__(self, as_json: bool, line_every_s: float = LINE_EVERY_S) -> None:
        self._json = as_json
        self._line_every_s = line_every_s
        self._live = not as_json and sys.stderr.isatty()
        self._last: tuple[str, int] | None = None
        self._next_s = time.monotonic() + line_every_s

    def show(self, progress: FetchProgress) -> None:
        percent = int(100 * progress.fraction)
        if (key := (progress.what, percent)) == self._last:
            return
        self._last = key
        if self._json:
            done = {"done_bytes": progress.done_bytes, "total_bytes": progress.total_bytes}
            fraction = round(progress.fraction, 4)
            _tell({"event": "progress", "text": progress.text, "fraction": fraction, "what": progress.what, **done})
        elif self._live:
            print(f"\r\x1b[K{percent} % {progress.text}", end="", file=sys.stderr, flush=True)
        elif (now_s := time.monotonic()) >= self._next_s:
            # The output may be kept in a file, so it must be short, but somebody may read it meanwhile.
            self._next_s = now_s + self._line_every_s
            print(f"{percent} % {progress.text}", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._live and self._last:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _result(store: ModelStore, state: ModelState, failed: dict[str, str]) -> dict[str, Any]:
    present = [store.folder / path for path in state.having(FileState.PRESENT)]
    result: dict[str, Any] = {
        "event": "result",
        "usable": state.usable,
        "complete": state.complete,
        "voices": state.voices,
        "missing": state.missing,
        "damaged": state.damaged,
        "failed": failed,
        "notice": _notice(state, failed),
        "files": [[str(path), path.stat().st_size] for path in present],
    }
    return result if state.usable else {**result, "error": result["notice"]}


def _notice(state: ModelState, failed: dict[str, str]) -> str:
    if state.complete:
        return ""
    reasons = "; ".join(list(dict.fromkeys(failed.values()))[:3])
    because = f" This time it could not be had: {reasons}." if reasons else ""
    if state.usable:
        absent = (*state.missing, *state.damaged)
        voices = [path for path in absent if path.startswith("voices/")]
        others = [path for path in absent if path not in voices]
        lacks = [f"{len(voices)} of {len(voices) + len(state.voices)} voices are"] if voices else []
        lacks += [f"{', '.join(others)} {'is' if len(others) == 1 else 'are'}"] if others else []
        return f"{' and '.join(lacks)} not there.{because} To try again: {state.command}"
    return state.notice + because


def _show(store: ModelStore, state: ModelState, failed: dict[str, str]) -> None:
    print(f"{store.manifest.title}, in {store.folder}")
    licences = {file.path: file.licence for file in store.manifest.files}
    digests = {file.path: file.sha256 for file in store.manifest.files}
    for path, has in state.files.items():
        if path.startswith("voices/") and has is FileState.PRESENT:
            continue
        origin = (
            f"sha256 {digests[path][:12]}, {licences[path]}" if path in digests else f"made from {next(iter(digests))}"
        )
        print(f"  {has.value:8} {path} ({origin})")
    print(f"  {len(state.voices)} of {sum(path.startswith('voices/') for path in state.files)} voices are present")
    if notice := _notice(state, failed):
        print(notice)


def _tell(event: dict[str, Any]) -> None:
    print(json.dumps(event), flush=True)
