# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from studio.project.file.lock import may_live, this_process


def test_a_process_lives_until_it_has_ended() -> None:
    me = this_process()
    assert may_live(me, me)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        other = replace(me, process=process.pid, started="")
        assert may_live(other, me)
        process.communicate()
    assert not may_live(other, me)


@pytest.mark.skipif(sys.platform != "linux", reason="starts of processes are known there")
def test_a_number_that_another_process_has_by_now_is_not_the_holder() -> None:
    me = this_process()
    assert me.started
    assert not may_live(replace(me, started="before"), me)
    parent = replace(me, process=os.getppid(), started="before")
    assert not may_live(parent, me)
    assert may_live(replace(parent, started=""), me)
