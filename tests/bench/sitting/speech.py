# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a recording of what the page of a clip has read aloud: a program of its own, whose memory is its own.

python -m tests.bench.sitting.speech OUT.wav
"""

from __future__ import annotations

import sys

import soundfile

from studio.ui.voices.cloning.recorder import TO_READ
from tests.bench.kokoro import Speaker

if __name__ == "__main__":
    speaker = Speaker()
    soundfile.write(sys.argv[1], speaker.say(TO_READ, "bm_george").samples, speaker.engine.sample_rate_hz)
