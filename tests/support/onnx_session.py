# SPDX-License-Identifier: GPL-3.0-or-later
"""A graph that a test has made, ready to run."""

from __future__ import annotations

from typing import Any

import onnxruntime

from studio.engine.kokoro.exactness import products_saturate


def session_of(model: Any) -> Any:
    """A session of *model*, which keeps to itself what it thinks of it."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    if products_saturate():
        options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(model.SerializeToString(), options)
