# SPDX-License-Identifier: Apache-2.0
"""Commands that messages tell a person to run."""

from __future__ import annotations

from typing import Final

FETCH_MODEL: Final = "speech-studio models --fetch"
"""Fetches missing files of the speech model and mends damaged ones."""
