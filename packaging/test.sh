#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets the project up, installs what its tests need beyond that, and runs every check and test on a real display (Xvfb)
# and a real sound path (PulseAudio null sink), each of the processes that share the tests with its own. Arguments go to
# pytest, such as --long or a folder of tests.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
exec </dev/null
# Kept compiled, modules and tests take half as long to load, in each worker and each program that tests start.
unset PYTHONDONTWRITEBYTECODE

tools=(xvfb openbox xdotool imagemagick x11-utils dbus-daemon pulseaudio pulseaudio-utils libasound2-plugins)
summary=()
failed=0

check() {
  local name=$1 began=$SECONDS outcome=ok
  shift
  echo "== $name"
  "$@" || { outcome=FAILED; failed=1; }
  summary+=("$(printf '%-28s %-7s %5d s' "$name" "$outcome" $((SECONDS - began)))")
  [ "$outcome" = ok ]
}

needed() {
  check "$@" && return
  echo "The tests cannot run without this step." >&2
  finish
}

finish() {
  echo "== Summary"
  printf '%s\n' "${summary[@]}"
  exit "$failed"
}

missing_tools() {
  local package
  for package in "${tools[@]}"; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || echo "$package"
  done
}

system_tools() {
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "No apt here: install by hand Xvfb, openbox, xdotool, ImageMagick, dbus-daemon, PulseAudio with pactl and parec, ALSA's pulse plugin."
    return 0
  fi
  local missing as_root=()
  mapfile -t missing < <(missing_tools)
  [ "${#missing[@]}" -eq 0 ] && return 0
  echo "Installing ${missing[*]}"
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}")
  "${install[@]}" >/dev/null 2>&1 || { "${as_root[@]}" apt-get update -qq && "${install[@]}" >/dev/null; } || {
    echo "To install them by hand: sudo apt-get install ${missing[*]}" >&2
    return 1
  }
}

test_packages() {
  .venv/bin/python -m pip install --disable-pip-version-check --quiet --retries 2 \
    --no-deps --require-hashes -r packaging/requirements-test.lock
}

needed "Set-up of the studio" bash packaging/run.sh --no-start
needed "System packages for tests" system_tools
needed "Python packages for tests" test_packages
check "ruff check" .venv/bin/ruff check .
check "ruff format" .venv/bin/ruff format --check .
check "mypy" .venv/bin/mypy
check "import-linter" .venv/bin/lint-imports
check "Unused code" .venv/bin/python packaging/checks/unused.py
check "Test files by path" .venv/bin/python packaging/checks/paths.py
# One more than cores: tests of sound, windows and servers often wait.
workers=$(($(getconf _NPROCESSORS_ONLN) + 1))
# Where only the end of this is kept, it must hold the names of all tests that failed, however long what they compared.
split=(--numprocesses "$workers" --maxprocesses 5 --dist worksteal)
check "pytest" .venv/bin/python -m pytest "${split[@]}" --durations=15 --force-short-summary "$@"
finish
