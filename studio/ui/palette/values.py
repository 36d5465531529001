# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette's rows in which a value is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from studio.app.keeping.settings import LISTENING_SPEEDS, SPECS, Number
from studio.app.studio import Studio
from studio.core.cast import name_of
from studio.core.emotions import EMOTIONS, LEVELS
from studio.core.speech import Controls, rate_of
from studio.ui.design.tone_row import PITCH, VOLUME, Tone
from studio.ui.palette.rows import Row, Value

_STEPS = 100
_STRIDE = 5


def value_rows(studio: Studio) -> Iterator[Row]:
    """Rows for what is set by sliders: the expression of the design, volume, listening speed, text size."""
    yield from _expression(studio)
    yield from _listening(studio)
    yield _text_size(studio)


def _expression(studio: Studio) -> Iterator[Row]:
    """Rows for the expression of the speaker whose design is shown."""
    designing = studio.designing
    whose = name_of(studio.speakers.shown) if studio.speakers.several else "of the voice"
    locked = "This project may only be read." if studio.keeping.read_only else ""

    def controls() -> Controls:
        return studio.speakers.shown.design.controls

    def row(name: str, title: str, icon: str, value: Value) -> Row:
        return Row(f"value {name}", title, about=whose, icon=icon, reason=locked, value=value)

    def tone(kind: Tone, now: Callable[[], float], change: Callable[[float], object]) -> Value:
        return Value(
            (-kind.scale, kind.scale),
            lambda: round(kind.to_step(now())),
            lambda: kind.shown(now()),
            lambda step: change(kind.from_step(step)),
            stride=_STRIDE,
        )

    def emotion(name: str) -> Value:
        return Value(
            (0, len(LEVELS) - 1),
            lambda: controls().level(name),
            lambda: LEVELS[controls().level(name)],
            lambda level: designing.set_emotion(name, level),
        )

    speed = Value(
        (-_STEPS, _STEPS),
        lambda: round(controls().speed * _STEPS),
        lambda: f"{rate_of(controls().speed):.2f}×",
        lambda step: designing.set_speed(step / _STEPS),
        stride=_STRIDE,
    )
    yield row("speed", "Speed", "gauge", speed)
    for name in EMOTIONS:
        yield row(name, name.capitalize(), "smiley", emotion(name))
    yield row("pitch", "Pitch", "gauge", tone(PITCH, lambda: controls().pitch, designing.set_pitch))
    volume = tone(VOLUME, lambda: controls().volume, designing.set_volume)
    yield row("voice_volume", "Volume of the voice", "speaker-low", volume)


def _listening(studio: Studio) -> Iterator[Row]:
    """Rows for how all is heard."""
    sound, keeping = studio.sound, studio.keeping

    def speed() -> float:
        return keeping.settings.listening_speed

    volume = Value(
        (0, 100),
        lambda: round(keeping.settings.volume * 100),
        lambda: f"{round(keeping.settings.volume * 100)} %",
        lambda step: sound.set_volume(step / 100),
        stride=_STRIDE,
    )
    yield Row("value volume", "Volume", icon="speaker-high", value=volume)
    listening = Value(
        (0, len(LISTENING_SPEEDS) - 1),
        lambda: LISTENING_SPEEDS.index(speed()) if speed() in LISTENING_SPEEDS else 1,
        lambda: f"{speed():g}×",
        lambda step: sound.set_listening_speed(LISTENING_SPEEDS[step]),
        origin=LISTENING_SPEEDS.index(1.0),
    )
    yield Row("value listening_speed", "Listening speed", icon="fast-forward", value=listening)


def _text_size(studio: Studio) -> Row:
    """The row for the letters of the manuscript."""
    kind = SPECS["text_px"].kind
    assert isinstance(kind, Number)
    size = Value(
        (int(kind.least), int(kind.most)),
        lambda: int(studio.keeping.settings.text_px),
        lambda: f"{studio.keeping.settings.text_px:g} px",
        lambda step: studio.preferences.change(text_px=step),
        origin=int(kind.least),
    )
    return Row("value text_px", "Text size", icon="text-aa", value=size)
