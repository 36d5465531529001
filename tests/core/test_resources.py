# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import pytest

from studio.core.errors import NotFound
from studio.core.resources import resource


def test_a_resource_is_found_by_its_name_with_forward_slashes() -> None:
    assert json.loads(resource("voices.json").read_text("utf-8"))
    assert resource("docs/architecture.md").is_file()
    assert resource("docs").is_dir()


@pytest.mark.parametrize("name", ["../pyproject.toml", "docs/../../pyproject.toml", "/etc/hostname"])
def test_the_resources_folder_cannot_be_left(name: str) -> None:
    with pytest.raises(NotFound, match="install Speech Studio again"):
        resource(name)


def test_a_file_that_does_not_ship_is_named() -> None:
    with pytest.raises(NotFound, match=r"The program's file no such\.json is missing"):
        resource("no such.json")
