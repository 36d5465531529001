#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the set-up in a fresh minimal Debian, so that nothing preinstalled hides a missing step:
#
#     sudo bash packaging/debootstrap_check.sh [--keep] [SUITE]
#
# SUITE is bookworm (Python 3.11) unless named; trixie has Python 3.13, forky Python 3.14.
# Checks that run.sh installs Python and everything else, renders welcome.wav without a display, that a second run
# downloads nothing, and that the window's and the sound's libraries all load. Ends with code 0 and "skipped: reason"
# where debootstrap or chroot is not allowed. pip and apt inside use this machine's settings (proxy, certificates, index).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
keep=
if [ "${1:-}" = --keep ]; then keep=--keep; shift; fi
suite=${1:-bookworm}

skip() { echo "skipped: $1"; exit 0; }

[ "$(id -u)" -eq 0 ] || skip "debootstrap and chroot need root"
command -v debootstrap >/dev/null || skip "debootstrap is not installed (apt-get install debootstrap)"
command -v chroot >/dev/null || skip "chroot is not installed"

root=$(mktemp -d "${TMPDIR:-/tmp}/speech-studio-debian.XXXXXX")
mounts=()
clean_up() {
  local index
  for ((index = ${#mounts[@]} - 1; index >= 0; index--)); do umount "${mounts[index]}" 2>/dev/null || umount -l "${mounts[index]}"; done
  # A tree with something still mounted in it must not be removed: that would reach the machine's own files.
  if [ "$keep" = --keep ]; then echo "kept: $root"
  elif grep -q " $root/" /proc/mounts; then echo "left because something is still mounted there: $root" >&2
  else rm -rf --one-file-system "$root"; fi
}
trap clean_up EXIT

bind() {
  if [ -d "$1" ]; then mkdir -p "$root$1"; else mkdir -p "$root$(dirname "$1")" && touch "$root$1"; fi
  mount --bind "$1" "$root$1" 2>/dev/null || return 1
  mounts+=("$root$1")
}

# The machine's own source of Debian, if it has one (of any suite: a mirror has them all); else debootstrap's default.
sources=$(apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' 2>/dev/null | sort -u || true)
mirror=$(awk -v suite="$suite" '$3 == suite { print $2; exit }' <<<"$sources")
[ -n "$mirror" ] || mirror=$(awk '$2 !~ /security/ { print $2; exit }' <<<"$sources")
# A suite that this machine's debootstrap is too old to know is made as the one it comes from.
script=/usr/share/debootstrap/scripts/$suite
[ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid

began=$SECONDS
echo "Making a minimal Debian ($suite) in $root ..."
debootstrap --variant=minbase "$suite" "$root" "${mirror:-http://deb.debian.org/debian}" "$script" >"$root.log" 2>&1 || {
  tail -n 3 "$root.log" >&2
  skip "debootstrap could not make the system here (see $root.log)"
}
rm -f "$root.log"
chroot "$root" true 2>/dev/null || skip "chroot is not allowed here"
bind /proc || skip "mounting is not allowed here"
bind /dev || skip "mounting is not allowed here"
echo "made in $((SECONDS - began)) s, $(du -sm --one-file-system "$root" | cut -f1) MB"

# Settings by which this machine reaches apt and pip.
if grep -q " $suite " <<<"$sources"; then grep " $suite" <<<"$sources" >"$root/etc/apt/sources.list"; fi
for path in /etc/apt/apt.conf.d /etc/apt/auth.conf.d /etc/apt/trusted.gpg.d /etc/apt/keyrings /usr/share/keyrings; do
  [ -d "$path" ] && mkdir -p "$root$path" && cp -rLn "$path/." "$root$path/" 2>/dev/null || true
done
for path in /etc/pip.conf /etc/xdg/pip /etc/resolv.conf /etc/hosts; do
  [ -e "$path" ] && mkdir -p "$root$(dirname "$path")" && rm -rf "${root:?}$path" && cp -rL "$path" "$root$path" 2>/dev/null || true
done
# Folders of packages that pip is told to look in.
if command -v python3 >/dev/null; then
  python3 -m pip config list 2>/dev/null | grep -oE '(file://)?/[^ '"'"'"]+' | sed 's|^file://||' | sort -u | while read -r path; do
    [ -d "$path" ] && echo "$path"
  done >"$root/tmp/folders" || true
  while read -r path; do
    case $path in /etc/*) continue ;; esac
    # An index links to files beside it, so that the folder that holds it is needed too.
    bind "$(dirname "$path")" || bind "$path" || true
  done <"$root/tmp/folders"
fi

settings=(HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8)
while IFS= read -r -d '' pair; do
  case ${pair%%=*} in
    PIP_CERT) ;;
    PIP_* | *_proxy | *_PROXY) settings+=("$pair") ;;
  esac
done < <(env -0)
# Under a name of its own, as installing ca-certificates inside writes the usual one anew, without this machine's own.
if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
  mkdir -p "$root/etc/ssl/certs"
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/machine.crt"
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  for name in PIP_CERT SSL_CERT_FILE REQUESTS_CA_BUNDLE; do settings+=("$name=/etc/ssl/machine.crt"); done
fi

git clone -q --no-hardlinks "$here" "$root/root/speech-studio"
inside() { chroot "$root" env -i "${settings[@]}" bash -c "$1"; }

inside 'command -v python3' && { echo "failed: Python is there before the set-up, which proves nothing" >&2; exit 1; }

began=$SECONDS
inside 'mkdir -p /root/work && cd /root/work && bash /root/speech-studio/packaging/run.sh'
echo "first run: $((SECONDS - began)) s"

began=$SECONDS
inside 'cd /root/work && touch before && sleep 0.01 && bash /root/speech-studio/packaging/run.sh &&
  [ -z "$(find /root/.local/share/speech-studio/models /root/speech-studio/.venv/lib -newer before -type f -not -name "*.pyc" -not -name ".verified.json")" ]' ||
  { echo "failed: the second run fetched or installed something" >&2; exit 1; }
echo "second run: $((SECONDS - began)) s, nothing downloaded"

cat >"$root/root/check.py" <<'END'
import ctypes
import json
import wave
from pathlib import Path

import PySide6.QtGui
import sounddevice

with wave.open("welcome.wav") as sound:
    frames, length_s = sound.readframes(sound.getnframes()), sound.getnframes() / sound.getframerate()
times = json.loads(Path("welcome.json").read_text())
assert len(times["words"]) == len(times["start"]) == len(times["end"]) > 50, "word times are missing"
heard = [int.from_bytes(frames[at : at + 2], "little", signed=True) for at in range(0, len(frames), 200)]
assert length_s > 10 and sum(abs(value) > 500 for value in heard) > 1000, f"{length_s:.1f} s without speech"
print(f"welcome.wav: {length_s:.1f} s with {len(times['words'])} words")
plugins = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
for name in ("libqxcb.so", "libqwayland.so", "libqoffscreen.so"):
    ctypes.CDLL(str(plugins / name))
print("the libraries of window and sound load:", sounddevice.get_portaudio_version()[1])
END
inside 'cd /root/work && /root/speech-studio/.venv/bin/python -I /root/check.py'
inside 'cd /root/work && /root/speech-studio/.venv/bin/speech-studio doctor' || echo "doctor names what is missing here, as it should"
