# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import ssl

import pytest

from studio.client.endpoint import Endpoint
from studio.client.errors import (
    BadText,
    Busy,
    CertificateRefused,
    KeyRefused,
    NotListening,
    NotOffered,
    NotReady,
    NotUnderstood,
    RequestRefused,
    ServerFailed,
    Silent,
    closed_here,
    error_of_status,
    insecure,
    is_lost,
    lost,
    not_understood,
    silent,
)
from studio.core.errors import ConnectionFailed, EngineUnavailable, NotFound, StudioError

HERE = Endpoint("http://127.0.0.1:8080", "key")
ELSEWHERE = Endpoint("https://speech.example", "key")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (101, NotUnderstood),
        (302, NotUnderstood),
        (400, RequestRefused),
        (401, KeyRefused),
        (403, KeyRefused),
        (404, NotFound),
        (405, NotOffered),
        (418, RequestRefused),
        (422, RequestRefused),
        (429, Busy),
        (500, ServerFailed),
        (501, NotOffered),
        (502, ServerFailed),
        (503, NotReady),
        (599, ServerFailed),
    ],
)
def test_each_status_has_its_kind_and_says_what_to_read(status: int, kind: type[StudioError]) -> None:
    error = error_of_status(status, "", "cloud")
    assert type(error) is kind
    assert str(status) in error.detail
    assert error.user_text.endswith(".") or ":" in error.user_text
    if status >= 400:
        assert isinstance(error, ValueError)
        assert isinstance(error, RuntimeError)
        assert "cloud" in error.user_text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('{"error": "Too long."}', "Too long."),
        ('{"message": "First.", "error": "Second."}', "First."),
        ('{"title": " Blanks around. "}', "Blanks around."),
        ('{"error": "", "detail": "Detail."}', "Detail."),
        ('"A text alone."', "A text alone."),
        ({"error": "Of a socket."}, "Of a socket."),
        ('{"error": "' + "x" * 1000 + '"}', "x" * 500),
    ],
)
def test_the_servers_own_words_go_first(body: str, text: str) -> None:
    assert error_of_status(400, body).user_text == text
    assert error_of_status(500, body).user_text == text


@pytest.mark.parametrize("body", ["", "<html>", "7", "[]", "null", '{"error": 7}', "[" * 100_000, '{"error": " "}'])
def test_a_body_without_words_is_told_in_ours(body: str) -> None:
    assert error_of_status(400, body).user_text == "The server refused the request."


def test_what_the_cloud_has_given_up_is_not_offered_whatever_the_status() -> None:
    error = error_of_status(410, '{"error_code": "model_sunsetted"}')
    assert isinstance(error, NotOffered)
    assert "this machine" in error.user_text
    assert error.detail == "status 410, model_sunsetted"


def test_a_refusal_that_names_an_argument_is_taken_apart() -> None:
    error = error_of_status(400, '{"error": "speed: must be from -1 to 1"}')
    assert isinstance(error, RequestRefused)
    assert (error.argument, error.permitted) == ("speed", "must be from -1 to 1")


def test_who_is_lost_depends_on_where_it_is() -> None:
    assert type(lost(HERE, "reset")) is EngineUnavailable
    assert type(lost(HERE, "refused", unasked=True)) is NotListening
    assert type(lost(ELSEWHERE, "refused", unasked=True)) is ConnectionFailed
    assert "speech engine has said nothing for 2.5 seconds" in silent(HERE, 2.5).user_text
    assert "speech server" in silent(ELSEWHERE, 2.5).user_text


@pytest.mark.parametrize(
    ("error", "may_do_on_another"),
    [
        (lost(HERE, ""), True),
        (lost(ELSEWHERE, ""), True),
        (closed_here(), True),
        (silent(HERE, 1.0), False),
        (CertificateRefused("Not trusted."), False),
        (error_of_status(400, ""), False),
        (not_understood("nonsense"), False),
    ],
)
def test_only_a_connection_that_is_gone_is_lost(error: StudioError, may_do_on_another: bool) -> None:
    assert is_lost(error) is may_do_on_another
    assert isinstance(error, Silent) is ("nothing for" in error.user_text)


def test_nonsense_and_bad_text_are_told_apart_by_kind_alone() -> None:
    assert type(not_understood("x", BadText)) is BadText
    assert not_understood("x", BadText).user_text == not_understood("x").user_text


def test_a_certificate_is_found_among_the_causes() -> None:
    refused = ssl.SSLCertVerificationError("self-signed")
    refused.verify_message = "self-signed certificate"
    try:
        try:
            raise refused
        except ssl.SSLError as error:
            raise OSError("connecting") from error
    except OSError as error:
        found = insecure(error)
    assert isinstance(found, CertificateRefused)
    assert "SSL_CERT_FILE" in found.user_text
    plain = insecure(ssl.SSLError("wrong version number"))
    assert type(plain) is ConnectionFailed
    assert "https://" in plain.user_text
    assert insecure(OSError("reset")) is None


def test_causes_that_lead_in_a_circle_are_left() -> None:
    first, second = OSError("a"), OSError("b")
    first.__cause__, second.__cause__ = second, first
    assert insecure(first) is None
