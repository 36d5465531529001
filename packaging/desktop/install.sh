#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Puts Speech Studio into this user's menu, and lets a double click open projects (*.speech). Run it again after the
# folder was moved; with --remove it takes all of that away.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(cd "$here/../.." && pwd)/.venv/bin/speech-studio
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/speech-studio.desktop
kinds=$data/mime/packages/speech-studio.xml
icon=$data/icons/hicolor/scalable/apps/speech-studio.svg

if [ "${1:-}" = --remove ]; then
  rm -f "$entry" "$kinds" "$icon"
else
  mkdir -p "$(dirname "$entry")" "$(dirname "$kinds")" "$(dirname "$icon")"
  # Within quotes of an entry these signs need a backslash, and each backslash of a string one more; % is doubled.
  quoted=$(printf '%s' "$program" | sed -e 's/[\\"`$]/\\\\&/g' -e 's/%/%%/g')
  while IFS= read -r line; do
    case $line in
      Exec=*) printf 'Exec="%s" %%f\n' "$quoted" ;;
      *) printf '%s\n' "$line" ;;
    esac
  done <"$here/speech-studio.desktop" >"$entry"
  cp "$here/speech-studio.xml" "$kinds"
  cp "$here/../../resources/icons/speech-studio.svg" "$icon"
fi
for update in "update-mime-database $data/mime" "update-desktop-database $data/applications"; do
  command -v "${update%% *}" >/dev/null 2>&1 || continue
  "${update%% *}" "${update#* }" >/dev/null 2>&1 || echo "${update%% *} failed; log in again to see the change." >&2
done
