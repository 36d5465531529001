# SPDX-License-Identifier: GPL-3.0-or-later
"""Code and programs in the folder that a program is started in are not run."""

from __future__ import annotations

import ast
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.client.local.engine import LocalEngine
from studio.core.processes import child_environment, find_program, install_command, python_module
from tests.support import qt_messages
from tests.support.programs import end, finished
from tests.support.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("speech-studio")
WITHIN_S = 60.0
HOSTILE = ("numpy", "json", "onnxruntime", "uvicorn", "httpx", "soundfile", "sitecustomize", "usercustomize")
STARTERS = re.compile(
    r"subprocess\.\w+|os\.(system|popen|exec\w+|spawn\w+|posix_spawn\w*|startfile|fork\w*)|pty\.\w+|multiprocessing\.\w+"
    r"|(asyncio\.)?create_subprocess_\w+|QProcess\b.*|ProcessPoolExecutor|ctypes\.util\.\w+|find_library"
)
HARMLESS = ("subprocess.CompletedProcess", "subprocess.Popen[", "subprocess.TimeoutExpired")
SCRIPT = """
from studio.client.library.cartesia import Cartesia
with Cartesia() as client:
    print(len(client.voices.list()) > 0)
"""


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A folder whose modules and programs each leave a file `sprung-...` where they run."""
    folder = tmp_path / "trap"
    (folder / "studio" / "server").mkdir(parents=True)
    (folder / "studio" / "cli").mkdir()
    code = "open({!r}, 'w').close()\nraise SystemExit('trap: {}')\n"
    packages = ("studio/__init__", "studio/server/__init__", "studio/server/__main__", "studio/cli/__init__")
    for name in (*HOSTILE, *packages):
        mark = tmp_path / f"sprung-{name.replace('/', '.')}"
        (folder / f"{name}.py").write_text(code.format(str(mark), name), encoding="utf-8")
    for name in ("npm", "python", "python3", "env", "dirname", "ldconfig", "cc", "gcc"):
        path = folder / name
        path.write_text(f"#!/bin/sh\n: > '{tmp_path}/sprung-{name}'\nexit 1\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return folder


def sprung(trap: Path) -> list[str]:
    return sorted(path.name for path in trap.parent.glob("sprung-*"))


def environment(data: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "SPEECH_STUDIO_DATA_DIR": str(data), "QT_QPA_PLATFORM": "offscreen", **more}


@pytest.mark.parametrize(
    "start",
    [
        pytest.param([str(PROGRAM)], id="the program"),
        pytest.param([sys.executable, "-P", "-m", "studio.cli"], id="as a safe module"),
    ],
)
def test_the_command_line_runs_nothing_of_the_current_folder(start: list[str], trap: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Good morning.", encoding="utf-8")
    wav = tmp_path / "out.wav"
    done = finished(
        [*start, "render", str(text), "-o", str(wav), "--engine", "tone"],
        WITHIN_S,
        cwd=trap,
        env=environment(tmp_path / "data", PATH=f".:{os.environ['PATH']}:"),
    )
    assert (done.returncode, sprung(trap)) == (0, []), done.stderr
    assert wav.stat().st_size > 10_000


def test_a_folder_that_is_gone_keeps_nobody_from_rendering(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    (tmp_path / "text.txt").write_text("Good morning.", encoding="utf-8")
    wav = tmp_path / "out.wav"
    command = [str(PROGRAM), "render", str(tmp_path / "text.txt"), "-o", str(wav), "--engine", "tone"]
    done = finished(
        ["sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh", *command],
        WITHIN_S,
        cwd=gone,
        env=environment(tmp_path / "data"),
    )
    assert done.returncode == 0, done.stderr
    assert wav.stat().st_size > 10_000


def test_a_program_begun_as_a_module_loads_nothing_of_the_current_folder(trap: Path, tmp_path: Path) -> None:
    (trap / "studio" / "__init__.py").rename(trap / "other.py")
    for leaf in ("server/__init__.py", "server/__main__.py", "cli/__init__.py"):
        (trap / "studio" / leaf).unlink()
    (trap / "studio" / "server").rmdir()
    (trap / "studio" / "cli").rmdir()
    (trap / "studio").rmdir()
    text = tmp_path / "text.txt"
    text.write_text("Good morning.", encoding="utf-8")
    command = [sys.executable, "-m", "studio", "render", str(text), "-o", str(tmp_path / "out.wav")]
    done = finished([*command, "--engine", "tone"], WITHIN_S, cwd=trap, env=environment(tmp_path / "data"))
    assert (done.returncode, sprung(trap)) == (0, []), done.stderr


def test_the_window_runs_nothing_of_the_current_folder(trap: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    log = tmp_path / "said"
    with log.open("w") as stderr:
        program = subprocess.Popen(
            [str(PROGRAM)],
            cwd=trap,
            env=environment(data, PATH=f".:{os.environ['PATH']}"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
        )
    try:
        # The engine's process makes it once all that it imports is there.
        wait_until(lambda: bool(sprung(trap)) or (data / "voices.sqlite3").exists(), WITHIN_S, "the engine's process")
        assert program.poll() is None
    finally:
        end(program)
    assert sprung(trap) == []
    assert qt_messages.on_stderr(log.read_text("utf-8")) == []


def test_the_library_runs_nothing_of_the_current_folder(trap: Path, tmp_path: Path) -> None:
    script = tmp_path / "elsewhere" / "script.py"
    script.parent.mkdir()
    script.write_text(SCRIPT, encoding="utf-8")
    done = finished([sys.executable, str(script)], WITHIN_S, cwd=trap, env=environment(tmp_path / "data"))
    assert (done.stdout.strip(), sprung(trap)) == ("True", []), done.stderr


async def test_an_empty_entry_of_a_search_path_does_not_lead_there(
    trap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHONPATH", f"{os.pathsep}.{os.pathsep}")
    monkeypatch.chdir(trap)
    engine = LocalEngine(engine="tone")
    try:
        await engine.start()
    finally:
        await engine.stop()
    assert sprung(trap) == []


def test_the_set_up_runs_nothing_of_the_current_folder(trap: Path) -> None:
    for name in ("venv", "ensurepip", "argparse"):
        (trap / f"{name}.py").write_text(f"open({str(trap.parent / f'sprung-{name}')!r}, 'w').close()\n")
    done = finished(
        ["bash", str(ROOT / "packaging" / "run.sh"), "--help"],
        WITHIN_S,
        cwd=trap,
        env={**os.environ, "PATH": f".:{os.environ['PATH']}:", "PYTHONPATH": "."},
    )
    assert (done.returncode, sprung(trap)) == (0, []), done.stderr
    assert "--wheelhouse" in done.stdout


def test_programs_are_found_in_whole_folders_only(trap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "bin"
    own.mkdir()
    (trap / "npm").rename(own / "npm")
    (trap / "npm").symlink_to(own / "npm")
    monkeypatch.chdir(trap)
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", str(own))))
    assert find_program("npm") == str(own / "npm")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".")))
    assert find_program("npm") is None


def test_a_childs_lists_of_folders_hold_whole_paths_only() -> None:
    mixed = os.pathsep.join(("", ".", "bin", "/usr/bin", "../lib", "/opt/bin", ""))
    given = {"PATH": mixed, "PYTHONPATH": os.pathsep, "LD_LIBRARY_PATH": mixed, "HOME": "here"}
    whole = os.pathsep.join(("/usr/bin", "/opt/bin"))
    assert child_environment(given) == {"PATH": whole, "LD_LIBRARY_PATH": whole, "HOME": "here", "PYTHONSAFEPATH": "1"}
    assert given["PATH"] == mixed


def test_python_is_started_by_its_whole_path_and_safely() -> None:
    assert python_module("pip", "--version") == (sys.executable, "-P", "-m", "pip", "--version")
    assert os.path.isabs(sys.executable)


def test_a_person_is_told_what_to_type_for_this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/some where/python")
    assert install_command("thing") == "'/some where/python' -m pip install thing"


def starts(source: str) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if STARTERS.fullmatch(called) and called not in HARMLESS:
                yield node, called


def unsafe_starts(source: str) -> list[str]:
    """What is wrong with the process starts in a module of the program."""
    wrong = []
    for call, called in starts(source):
        given = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        if called not in ("subprocess.run", "subprocess.Popen") or "shell" in given:
            wrong.append(f"{called} in line {call.lineno}: subprocess.run or subprocess.Popen, without a shell")
        elif "child_environment" not in given.get("env", ""):
            wrong.append(f"{called} in line {call.lineno}: env=child_environment(...)")
    if re.search(r"\bsys\.executable\b", source):
        wrong.append("sys.executable: python_module(...) makes the command")
    if re.search(r"\bshutil\.which\b|['\"]-[mc]['\"]", source):
        wrong.append("a program or module looked for by hand")
    return wrong


def test_each_start_of_a_process_keeps_the_current_folder_out() -> None:
    seen = 0
    for path in sorted((ROOT / "studio").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if path.relative_to(ROOT).as_posix() == "studio/core/processes.py":
            continue
        seen += len(list(starts(source)))
        assert not unsafe_starts(source), path
    assert seen >= 5


@pytest.mark.parametrize(
    "source",
    [
        "subprocess.run([program])",
        "subprocess.Popen([program], env=os.environ)",
        "subprocess.check_output([program], env=child_environment())",
        "subprocess.run(line, shell=True, env=child_environment())",
        "os.system(line)",
        "os.execv(program, [program])",
        "await asyncio.create_subprocess_exec(program, env=child_environment())",
        "QProcess.startDetached(program)",
        "command = [sys.executable, '-P']",
        "command = (python, '-m', 'studio.server')",
        "shutil.which('npm')",
    ],
)
def test_an_unsafe_start_is_seen(source: str) -> None:
    assert unsafe_starts(source)


def test_the_set_up_starts_python_apart_from_the_current_folder() -> None:
    for path in sorted((ROOT / "packaging").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.List | ast.Tuple) and len(node.elts) > 1:
                first, second = map(ast.unparse, node.elts[:2])
                if "sys.executable" in first or "venv_python()" in first:
                    assert second in ("'-I'", "'-P'") or second == "*arguments", f"{path.name}:{node.lineno}"
