# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

import pytest

from studio.core.checked_json import checked_json, is_number, to_json_bytes

FAULTS = {
    "nested": b"[" * 100_000,
    "nested objects": b'{"a":' * 100_000,
    "digits": b"[1" + b"0" * 5000 + b"]",
    "negative digits": b"[-1" + b"0" * 400 + b"]",
    "overflow": b"[1e999]",
    "NaN": b"[NaN]",
    "infinity": b"[-Infinity]",
    "no UTF-8": b"\xff\xfe[\x00",
    "no JSON": b"{",
    "empty": b"",
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_a_value_error(name: str) -> None:
    with pytest.raises(ValueError):
        checked_json(FAULTS[name])


def test_what_is_whole_comes_back() -> None:
    value = {"text": "Größe 🙂", "number": 12345678901234567890, "list": [1.5, None, True]}
    assert checked_json(to_json_bytes(value)) == value


def test_half_a_surrogate_pair_is_kept() -> None:
    data = to_json_bytes({"text": "a\ud83d b"})
    assert json.loads(data.decode("utf-8")) == {"text": "a\ud83d b"} == checked_json(data)


def test_a_number_is_no_bool_and_within_its_bounds() -> None:
    assert is_number(0.5, 0, 1)
    assert not any(is_number(value, 0, 1) for value in (True, "0.5", None, float("nan"), 1.5, [0.5]))
