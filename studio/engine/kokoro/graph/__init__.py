# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of the Kokoro graph that take less time in onnxruntime, or let a part be spoken as a part of a whole."""
