# SPDX-License-Identifier: GPL-3.0-or-later
import pytest

from studio.project.importers.book import ImportFailed
from studio.project.importers.xml_reading import xml_tree


def test_names_are_without_their_namespaces() -> None:
    root = xml_tree(b'<a xmlns="urn:x" xmlns:y="urn:y"><y:b y:c="1">text</y:b></a>', "x")
    assert (root.tag, root[0].tag, root[0].attrib, root[0].text) == ("a", "b", {"c": "1"}, "text")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "declares entities"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "declares entities"),
        (b"<a>" * 1000, "nested too deep"),
        (b"<a><b></a>", "damaged"),
        (b"", "damaged"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "damaged"),
        (b"\xff\xfe\x00", "damaged"),
    ],
)
def test_what_is_no_harmless_document_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ImportFailed, match=said):
        xml_tree(data, "x")
