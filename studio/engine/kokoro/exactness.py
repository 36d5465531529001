# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether this processor's products of 8 bit integers are exact as they are."""

from __future__ import annotations

import numpy as np

# An ONNX graph of one MatMulInteger: y = a b, of bytes without and with a sign.
_PRODUCT = (
    b'\x08\t:>\n\x18\n\x01a\n\x01b\x12\x01y"\rMatMulInteger\x12\x01gZ\t\n\x01a\x12\x04\n\x02\x08\x02'
    b"Z\t\n\x01b\x12\x04\n\x02\x08\x03b\t\n\x01y\x12\x04\n\x02\x08\x06B\x04\n\x00\x10\x11"
)
_ROWS, _INNER, _COLUMNS = 8, 64, 16
_LARGEST, _LARGEST_SIGNED = 255, 127


def products_saturate() -> bool:
    """Whether a product of large numbers comes out too small.

    x86 processors with AVX2 but without VNNI add pairs of products in 16 bits, where large ones do not fit ("overflow"
    of U8S8 in onnxruntime's notes on quantization). Takes three milliseconds.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(_PRODUCT, options, providers=["CPUExecutionProvider"])
    left = np.full((_ROWS, _INNER), _LARGEST, np.uint8)
    right = np.full((_INNER, _COLUMNS), _LARGEST_SIGNED, np.int8)
    product = session.run(None, {"a": left, "b": right})[0]
    return bool((product != _INNER * _LARGEST * _LARGEST_SIGNED).any())
