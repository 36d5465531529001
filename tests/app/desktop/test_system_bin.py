# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from studio.app.desktop.system_bin import put_into_bin


@pytest.mark.skipif(sys.platform != "linux", reason="the bin of another system is the person's own")
def test_a_file_goes_into_the_bin_with_where_it_was(tmp_path: Path) -> None:
    file = tmp_path / "A tape.speech"
    file.write_text("content")
    program = (
        "import sys; from pathlib import Path; from studio.app.desktop.system_bin import put_into_bin\n"
        "put_into_bin(Path(sys.argv[1]))"
    )
    environment = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "share"), "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, "-c", program, str(file)], env=environment, check=True)
    assert not file.exists()
    assert (tmp_path / "share/Trash/files/A tape.speech").read_text() == "content"
    assert "A%20tape.speech" in (tmp_path / "share/Trash/info/A tape.speech.trashinfo").read_text()


def test_what_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        put_into_bin(tmp_path / "gone.speech")
