# SPDX-License-Identifier: GPL-3.0-or-later
"""English sentences of dictionary words for measuring against a recogniser: plain prose, with and without pauses."""

from __future__ import annotations

WRITTEN = (
    "The captain told everyone to wait by the river, because the bridge was closed.",
    "A warm wind came over the hills before noon.",
    "When the bell rang, all the children ran into the yard.",
    "She kept the letter in a small wooden box under the stairs.",
    "You can leave your coat and your boots beside the stove.",
    "The old clock on the wall has never been right.",
    "He bought bread, cheese, apples and a bottle of milk.",
    "Nobody in the village knew who had painted the door.",
    "If the train is late again, we will take the bus.",
    "My sister plays the piano better than anyone I know.",
    "The doctor said that he should rest for a week.",
    "Please close the window, the rain is coming in.",
    "They walked for hours without meeting a single person.",
    "The fish were jumping, and the water was clear and cold.",
    "Can you tell me how to get to the station?",
    "Three men carried the heavy table up the narrow stairs.",
    "After dinner, we sat outside and watched the stars.",
    "It was the first time that anyone had asked him.",
    "The market opens at six, but the best fruit is gone by seven.",
    "Her answer was short, polite and completely wrong.",
    "The dog slept in front of the fire all afternoon.",
    "We found the key exactly where you said it would be.",
    "Most of the books on this shelf belong to my father.",
    "Do not forget to bring the map and a good torch.",
    "The snow had covered every road between the two towns.",
    "He spoke slowly, so that everybody could write it down.",
    "There is no reason to be afraid of the dark.",
    "The machine stopped, started again, and then stopped for good.",
    "Last summer, they sailed around the island in a small boat.",
    "A good question is often worth more than a quick answer.",
    "The teacher asked us to read the story aloud.",
    "Who left the garden gate open last night?",
    "Bring me the blue folder, not the green one.",
    "The farmer looked at the sky and shook his head.",
    "Every morning she runs along the beach before breakfast.",
    "This soup needs more salt, and perhaps a little pepper.",
    "The paper was thin, yellow and covered with tiny letters.",
    "He has been working on the same picture for months.",
    "Suddenly, the lights went out and the music stopped.",
    "I would rather stay at home and finish my work.",
)
_WHO = (
    "The young baker",
    "My neighbor",
    "An old soldier",
    "The woman next door",
    "Her brother",
    "The night guard",
    "A tall stranger",
    "The new teacher",
)
_DID = (
    "found a silver coin",
    "told a long story",
    "dropped the glass",
    "repaired the broken chair",
    "opened the heavy gate",
    "painted a picture",
    "heard a strange noise",
    "carried the basket",
    "forgot the number",
    "wrote a short letter",
)
_WHERE = (
    "behind the church",
    "near the harbor",
    "in the empty kitchen",
    "under the bridge",
    "on the way home",
    "at the end of the street",
    "beside the lake",
)
_THEN = (
    ", and nobody believed it.",
    ".",
    " while the others were asleep.",
    ", but it was too late.",
    " before the sun came up.",
    ".",
)


def english_sentences(count: int) -> tuple[str, ...]:
    """*count* different sentences (at most 600), always the same ones."""
    made = list(WRITTEN)
    number = 0
    while len(made) < count:
        who, did = _WHO[number % len(_WHO)], _DID[number * 3 % len(_DID)]
        where, then = _WHERE[number * 5 % len(_WHERE)], _THEN[(number + number // 7) % len(_THEN)]
        sentence = f"{who} {did} {where}{then}"
        if sentence not in made:
            made.append(sentence)
        number += 1
    return tuple(made[:count])
