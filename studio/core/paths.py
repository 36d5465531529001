# SPDX-License-Identifier: Apache-2.0
"""The folder of the user's data on this system."""

from __future__ import annotations

import os
from pathlib import Path

DATA_DIR_VARIABLE = "SPEECH_STUDIO_DATA_DIR"


def data_dir() -> Path:
    """Folder of models, own voices, the document and settings; $SPEECH_STUDIO_DATA_DIR overrides it. Not created."""
    override = os.environ.get(DATA_DIR_VARIABLE)
    if override:
        return Path(override)
    from platformdirs import user_data_path

    return user_data_path("speech-studio", appauthor=False)
