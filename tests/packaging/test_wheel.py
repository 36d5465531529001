# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from studio.engine.model.manifest import load_manifest

READS = """
import studio
from studio.core import resource
from studio.engine.model.manifest import load_manifest
print(studio.__file__)
print(resource("samples/welcome.txt").read_text("utf-8")[:7], len(load_manifest().files))
"""


def test_a_wheel_outside_the_checkout_reads_its_resources(clone: Path, tmp_path: Path) -> None:
    built = tmp_path / "built"
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-q"]
    subprocess.run([*pip, "-w", str(built), str(clone)], check=True, timeout=300)
    wheel = next(built.glob("*.whl"))
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
        file.extractall(installed)
    assert any(name.endswith("licenses/packaging/licences/Apache-2.0.txt") for name in names)
    code = f"import sys; sys.path.insert(0, {str(installed)!r})\n{READS}"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    origin, read = done.stdout.splitlines()
    assert origin.startswith(str(installed))
    assert read == f"Welcome {len(load_manifest().files)}"
