# SPDX-License-Identifier: GPL-3.0-or-later
"""A graph that a test has made, ready to run."""

from __future__ import annotations

from typing import Any

import onnxruntime


def session_of(model: Any) -> Any:
    """A session of *model*, which keeps to itself what it thinks of it."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model.SerializeToString(), options)
