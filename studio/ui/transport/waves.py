# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole transcript's waveform as numbers that the lanes draw, without Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from studio.app.takes.part import OverviewPart
from studio.core.timeline import WordTiming, word_at


class Waves:
    """Peaks, words and breaks of all parts, on one time axis.

    Args:
        parts: The paragraphs.
        total_s: Their length.
        hues: A colour "#rrggbb" for each part; empty for none.
    """

    def __init__(self, parts: Sequence[OverviewPart] = (), total_s: float = 0.0, hues: Sequence[str] = ()) -> None:
        last_s = parts[-1].start_s + parts[-1].duration_s if parts else 0.0
        self.total_s = max(total_s, last_s)
        self.breaks_s = tuple(part.start_s for part in parts[1:])
        self._every = tuple(parts)
        self._hues = hues
        self._parts = tuple(part for part in parts if part.take is not None and part.rendered_s > 0)

    def bars(self, start_s: float, end_s: float, count: int) -> list[float]:
        """Largest peak in each of *count* equal stretches from *start_s* to *end_s*; -1 if nothing is rendered."""
        if not self._parts or count <= 0 or end_s <= start_s:
            return [-1.0] * count
        # Imported only once something is rendered, so that the window is shown before numpy is loaded.
        import numpy as np

        from studio.app.takes.takes import PEAK_S

        bars = np.full(count, -1.0, np.float32)
        step_s = (end_s - start_s) / count
        for part in self._between(start_s, end_s):
            assert part.take is not None
            low_s, peaks = part.sound_s, part.take.peaks
            low, high = (low_s - start_s) / step_s, (low_s + part.rendered_s - start_s) / step_s
            if high - low < 1.0:
                place = min(max(int(low), 0), count - 1)
                bars[place] = max(bars[place], part.take.loudest)
                continue
            bars[max(0, round(low)) : max(0, min(count, round(high)))] = 0.0
            first = max(0, int((start_s - low_s) / PEAK_S))
            last = min(len(peaks), int((end_s - low_s) / PEAK_S) + 1)
            if first >= last:
                continue
            places = ((low_s - start_s + (np.arange(first, last) + 0.5) * PEAK_S) / step_s).astype(np.int64)
            inside = (places >= 0) & (places < count)
            np.maximum.at(bars, places[inside], np.asarray(peaks[first:last], np.float32)[inside])
        return bars.tolist()

    def words_between(self, start_s: float, end_s: float) -> list[WordTiming]:
        """The words heard between the two times, in the transcript's time."""
        words: list[WordTiming] = []
        for part in self._between(start_s, end_s):
            assert part.take is not None
            timed = part.take.words
            first = max(0, word_at(timed, start_s - part.sound_s))
            last = word_at(timed, end_s - part.sound_s) + 1
            # Words of earlier parts may be over.
            words += [word.shifted(part.sound_s) for word in timed[first:last] if part.sound_s + word.end_s > start_s]
        return words

    def breaks_between(self, start_s: float, end_s: float) -> Sequence[float]:
        """Start times of paragraphs between the two times."""
        return self.breaks_s[bisect_right(self.breaks_s, start_s) : bisect_left(self.breaks_s, end_s)]

    def word_at(self, t_s: float) -> WordTiming | None:
        """The word heard at *t_s*, or the last one before it in the same paragraph."""
        part = self._every[bisect_right(self.breaks_s, t_s)] if self._every else None
        if part is None or part.take is None:
            return None
        number = word_at(part.take.words, t_s - part.sound_s)
        return part.take.words[number].shifted(part.sound_s) if number >= 0 else None

    def outdated(self, start_s: float, end_s: float, count: int) -> Sequence[bool]:
        """Whether each of *count* equal stretches from *start_s* to *end_s* would be spoken otherwise now."""
        if all(part.current for part in self._parts):
            return [False] * count
        step_s = (end_s - start_s) / max(count, 1)
        return [
            not self._every[bisect_right(self.breaks_s, start_s + (number + 0.5) * step_s)].current
            for number in range(count)
        ]

    def hues(self, start_s: float, end_s: float, count: int) -> Sequence[str]:
        """The colour of each of *count* equal stretches from *start_s* to *end_s*; "" for none."""
        if len(set(self._hues)) < 2:
            return [self._hues[0] if self._hues else ""] * count
        step_s = (end_s - start_s) / max(count, 1)
        return [self._hues[bisect_right(self.breaks_s, start_s + (number + 0.5) * step_s)] for number in range(count)]

    def _between(self, start_s: float, end_s: float) -> Sequence[OverviewPart]:
        first = bisect_right(self._parts, start_s, key=lambda part: part.start_s) - 1
        last = bisect_right(self._parts, end_s, key=lambda part: part.start_s)
        return self._parts[max(0, first) : last]
