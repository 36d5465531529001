# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop finds the program, and knows a project by its name and by its first bytes."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "project" / "golden" / "100.speech"
KINDS = """
import sys
from PySide6.QtCore import QMimeDatabase
kinds = QMimeDatabase()
for path in sys.argv[1:]:
    print(kinds.mimeTypeForFile(path).name())
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="desktops of freedesktop.org")


def install(root: Path, data: Path, *arguments: str) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(data)}
    command = ["bash", str(root / "packaging" / "desktop" / "install.sh"), *arguments]
    subprocess.run(command, env=environment, check=True, timeout=60)


def test_a_double_click_opens_a_project_from_a_folder_of_any_name(tmp_path: Path) -> None:
    data, root = tmp_path / "the data", tmp_path / 'a "studio" with 50 % $more\\'
    shutil.copytree(ROOT / "packaging" / "desktop", root / "packaging" / "desktop")
    shutil.copytree(ROOT / "resources" / "icons", root / "resources" / "icons")
    install(root, data)
    entry = configparser.RawConfigParser(strict=True, comment_prefixes=("#",))
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(data / "applications" / "speech-studio.desktop", "utf-8")
    values = entry["Desktop Entry"]
    # The value is a string, in which a backslash stands for another; then come the quotes of a command.
    quoted, _, file = values["Exec"].replace("\\\\", "\\").removeprefix('"').rpartition('" ')
    program = re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%")
    assert "50 %% " in values["Exec"]
    assert (Path(program), file) == (root / ".venv" / "bin" / "speech-studio", "%f")
    assert "application/x-speech-studio" in values["MimeType"].split(";")
    assert (data / "icons" / "hicolor" / "scalable" / "apps" / f"{values['Icon']}.svg").is_file()

    unnamed, text = tmp_path / "no suffix", tmp_path / "story.txt"
    shutil.copy(GOLDEN, unnamed)
    text.write_text("Only a text.")
    kinds = subprocess.run(
        [sys.executable, "-c", KINDS, str(GOLDEN), str(unnamed), str(text)],
        env={**os.environ, "XDG_DATA_HOME": str(data)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.split()
    assert kinds == ["application/x-speech-studio", "application/x-speech-studio", "text/plain"]

    install(root, data, "--remove")
    assert not [path for path in data.rglob("speech-studio*") if path.is_file()]
