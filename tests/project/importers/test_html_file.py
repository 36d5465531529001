# SPDX-License-Identifier: GPL-3.0-or-later
from pathlib import Path

import pytest

from studio.project.importers.html_file import decoded
from studio.project.importers.table import read_source


def test_a_page(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text("<title>The Ice</title><h1>One</h1><p>It was <i>not</i> thunder.")
    source = read_source(path)
    assert (source.title, [piece.text for piece in source.pieces]) == ("The Ice", ["One", "It was not thunder."])


@pytest.mark.parametrize(
    ("told", "codec"),
    [("<meta charset='koi8-r'>", "koi8_r"), ("<?xml encoding='iso-8859-1'?>", "cp1252"), ("", "utf-8"), ("", "utf-16")],
)
def test_the_encoding_is_the_one_that_it_tells(told: str, codec: str) -> None:
    text = f"{told}<p>Привет</p>" if codec == "koi8_r" else f"{told}<p>Tromsø</p>"
    assert decoded(text.encode(codec), "x") == text


def test_an_encoding_that_nobody_knows_is_found_out() -> None:
    assert decoded("<meta charset='zip'><p>Tromsø".encode(), "x").endswith("Tromsø")
    assert decoded("<meta charset='no-such'><p>Tromsø".encode(), "x").endswith("Tromsø")
