#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets Speech Studio up and opens it: finds (or installs) Python 3.11 to 3.14 with venv; bootstrap.py does the rest.
set -u
# Neither programs nor modules are taken from the folder that this is started in: whole paths only, and python -I.
IFS=: read -r -a folders <<<"${PATH:-/usr/local/bin:/usr/bin:/bin}"
PATH=
for folder in "${folders[@]}"; do
  case $folder in /*) PATH=${PATH:+$PATH:}$folder ;; esac
done
export PATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usable='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
find_python() {
  local candidate
  for candidate in "$here/../.venv/bin/python" python3 python3.14 python3.13 python3.12 python3.11 python; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -I -c "$usable" >/dev/null 2>&1; then
      python=$candidate
      return 0
    fi
  done
  return 1
}

apt_install() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || return 1
    as_root=(sudo)
    [ -t 0 ] || as_root=(sudo -n)
  fi
  local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@")
  "${install[@]}" >/dev/null 2>&1 && return 0
  "${as_root[@]}" apt-get update >/dev/null 2>&1
  "${install[@]}" >/dev/null 2>&1
}

install_python() {
  command -v apt-get >/dev/null 2>&1 || return 1
  local version
  for version in 3 3.14 3.13 3.12 3.11; do
    echo "[0/6] Installing python$version with venv ..."
    if apt_install "python$version" "python$version-venv" && find_python; then return 0; fi
  done
  return 1
}

if ! find_python && ! install_python; then
  {
    echo "Speech Studio needs Python 3.11 to 3.14 with venv and pip, and found none. Install it, then run this again:"
    if command -v apt-get >/dev/null 2>&1; then echo "    sudo apt-get install python3 python3-venv"
    elif command -v dnf >/dev/null 2>&1; then echo "    sudo dnf install python3.14"
    elif command -v pacman >/dev/null 2>&1; then echo "    sudo pacman -S python"
    elif command -v zypper >/dev/null 2>&1; then echo "    sudo zypper install python313"
    elif command -v brew >/dev/null 2>&1; then echo "    brew install python@3.14"
    else echo "    https://www.python.org/downloads/"
    fi
  } >&2
  exit 1
fi
exec "$python" -I "$here/bootstrap.py" "$@"
