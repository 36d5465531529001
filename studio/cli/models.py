# SPDX-License-Identifier: GPL-3.0-or-later
"""`models`: show, fetch and verify the speech model."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from studio.core.errors import StudioError
from studio.engine.model.store import FetchProgress, FileState, ModelState, ModelStore, open_store


def models(options: argparse.Namespace) -> int:
    """Code 0 when the model can speak; voices alone may be missing."""
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
    meter = _Meter(options.json)
    report = store.fetch(meter.show, wheelhouse=options.wheelhouse, full=options.verify)
    meter.end()
    return dict(report.failed)


class _Meter:
    """Shows progress: a JSON line each percent, or one line drawn again and again in a terminal."""

    def __init__(self, as_json: bool) -> None:
        self._json = as_json
        self._live = not as_json and sys.stderr.isatty()
        self._last: tuple[str, int] | None = None

    def show(self, progress: FetchProgress) -> None:
        fraction = progress.done_bytes / progress.total_bytes if progress.total_bytes else 1.0
        key = (progress.what, int(100 * fraction))
        if key == self._last:
            return
        self._last = key
        text = f"{progress.what} ({progress.done_bytes / 1e6:.0f} of {progress.total_bytes / 1e6:.0f} MB)"
        if self._json:
            done = {"done_bytes": progress.done_bytes, "total_bytes": progress.total_bytes}
            _tell({"event": "progress", "text": text, "fraction": round(fraction, 4), "what": progress.what, **done})
        elif self._live:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

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
