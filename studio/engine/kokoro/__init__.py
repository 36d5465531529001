# SPDX-License-Identifier: GPL-3.0-or-later
"""Kokoro-82M on onnxruntime. The graph is cut in four parts, so that durations and pitch can be edited between them."""
