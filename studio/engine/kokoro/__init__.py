# SPDX-License-Identifier: GPL-3.0-or-later
"""Kokoro-82M on onnxruntime: the graph cut in four, so that durations and pitch are edited in between."""
