# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import subprocess
import sys

import pytest

import studio.client
from studio.client.library import cartesia, types


@pytest.mark.parametrize("name", studio.client.__all__)
def test_each_public_name_is_there(name: str) -> None:
    found = getattr(studio.client, name)
    assert found is getattr(cartesia if "Cartesia" in name else types, name)
    assert found.__doc__


def test_another_name_is_not() -> None:
    assert not hasattr(studio.client, "Backend")
    with pytest.raises(AttributeError, match="has no attribute 'Cartesian'"):
        studio.client.Cartesian  # noqa: B018


def test_importing_it_loads_nothing_of_the_network() -> None:
    told = "import studio.client, sys; print(sorted({'httpx', 'websocket', 'numpy'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
