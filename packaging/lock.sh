#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes packaging/requirements.lock anew from pyproject.toml: newest versions, hashes of every file, no index named.
# Needs uv. hatchling and editables build the project itself, which is installed without an isolated build.
# docopt is left out: only the command line of num2words uses it, and it is published as source alone, whose build
# would fetch a build tool that no hash pins.
set -euo pipefail
cd "$(dirname "$0")/.."
printf 'hatchling\neditables\n' | uv pip compile pyproject.toml - --upgrade --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-header --no-annotate --no-emit-package docopt --no-emit-package sudachidict-core \
  --quiet --output-file packaging/requirements.lock

# What the tests need beyond that, at the same versions where both need it.
already=$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' packaging/requirements.lock)
# shellcheck disable=SC2086
uv pip compile pyproject.toml --extra tests --constraint packaging/requirements.lock --upgrade --universal \
  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-emit-package docopt --no-emit-package sudachidict-core $already \
  --quiet --output-file packaging/requirements-test.lock
