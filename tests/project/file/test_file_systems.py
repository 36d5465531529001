# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sys
from pathlib import Path

import pytest

from studio.project.file.file_systems import is_own

MOUNTS = r"""22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:26 / /proc rw,nosuid shared:12 - proc proc rw
41 22 0:44 / /mnt/the\040office rw,relatime shared:20 - nfs4 office:/share rw
42 22 0:45 / /mnt/stick rw,relatime - fuseblk /dev/sdb1 rw
43 22 0:46 / /srv rw,relatime - xfs /dev/vdb1 rw
44 22 0:47 / /srv rw,relatime - cifs //host/share rw
"""


@pytest.mark.skipif(sys.platform == "win32", reason="drives there")
@pytest.mark.parametrize(
    ("folder", "own"),
    [
        ("/home/me", True),
        ("/mnt/the office/books", False),
        ("/mnt/the offices", True),
        ("/mnt/stick", False),
        ("/srv/files", False),
    ],
)
def test_a_file_system_is_known_by_the_nearest_mount(tmp_path: Path, folder: str, own: bool) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert is_own(Path(folder), mounts) is own


@pytest.mark.skipif(sys.platform == "win32", reason="drives there")
def test_an_unknown_file_system_is_not_trusted(tmp_path: Path) -> None:
    assert not is_own(tmp_path, tmp_path / "missing")
