# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def entries(checkout: Path) -> list[str]:
    text = (checkout / "packaging/requirements.lock").read_text(encoding="utf-8")
    return [line for line in text.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]


def locked(checkout: Path) -> list[Requirement]:
    return [Requirement(re.split(r"\s--hash", entry)[0].strip()) for entry in entries(checkout)]


def test_every_package_is_pinned_with_hashes(checkout: Path) -> None:
    assert len(entries(checkout)) > 20
    for entry in entries(checkout):
        assert re.match(r"[a-z0-9-]+==[^ ]+", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


def test_no_index_is_named(checkout: Path) -> None:
    text = (checkout / "packaging/requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index|--extra|--find-links|file:", text)


def test_it_serves_the_dependencies_that_the_project_asks_for(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for version in ("3.11.2", "3.12.0", "3.13.0", "3.14.0"):
        env = {"python_full_version": version, "python_version": version[:4]}
        pins = {
            canonicalize_name(pin.name): next(iter(pin.specifier)).version
            for pin in locked(checkout)
            if pin.marker is None or pin.marker.evaluate(env)
        }
        for asked in map(Requirement, project["dependencies"]):
            if asked.marker is None or asked.marker.evaluate(env):
                assert asked.specifier.contains(pins[canonicalize_name(asked.name)]), asked
        assert {"hatchling", "editables"} <= set(pins)


def test_qt_is_held_below_6_12_where_that_release_loses_references(checkout: Path) -> None:
    for pin in locked(checkout):
        if (
            pin.name in ("pyside6-essentials", "shiboken6")
            and pin.marker
            and pin.marker.evaluate({"python_full_version": "3.11.2", "python_version": "3.11"})
        ):
            assert next(iter(pin.specifier)).version < "6.12"


def test_packaging_and_resources_shadow_no_library(checkout: Path) -> None:
    assert not list(checkout.glob("packaging/**/__init__.py"))
    assert not list(checkout.glob("resources/**/__init__.py"))


def test_both_licences_are_there_in_full(checkout: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (checkout / "packaging/licences").iterdir()}
    assert "GNU GENERAL PUBLIC LICENSE" in texts["GPL-3.0-or-later.txt"]
    assert "Apache License" in texts["Apache-2.0.txt"]
    assert all(len(text) > 10_000 for text in texts.values())
