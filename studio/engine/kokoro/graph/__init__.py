# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of the Kokoro graph: some make it faster in onnxruntime, one lets a slice sound as a part of its unit."""
