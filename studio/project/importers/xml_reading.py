# SPDX-License-Identifier: GPL-3.0-or-later
"""XML from anywhere: no entities are declared, nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from studio.project.importers.book import ImportFailed

_PIECE_BYTES = 1 << 18
_MOST_DEPTH = 500


class XmlHandler(Protocol):
    """What is told about a document. Names are without their namespaces."""

    def start(self, tag: str, attrs: dict[str, str], /) -> object: ...

    def end(self, tag: str, /) -> object: ...

    def data(self, data: str, /) -> object: ...


def read_xml(data: bytes, name: str, to: XmlHandler, step: Callable[[float], None] = lambda _share: None) -> None:
    """Tell *to* what is in a document.

    Args:
        name: Name of the file, for errors.
        step: Called with the share that is read.

    Raises:
        ImportFailed: it is not well-formed, declares entities, or is nested too deep.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(tag: str, attrs: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise ImportFailed(f"{name} is nested too deep to be a document.")
        to.start(_local(tag), {_local(key): value for key, value in attrs.items()} if attrs else attrs)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        to.end(_local(tag))

    def refuse(*_declared: object) -> None:
        raise ImportFailed(f"{name} declares entities of its own, which are not permitted here.")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = to.data
    parser.EntityDeclHandler = refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        for at in range(0, len(data), _PIECE_BYTES):
            step(at / len(data))
            parser.Parse(data[at : at + _PIECE_BYTES], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        code = str(error.code) if isinstance(error, expat.ExpatError) else ""
        raise ImportFailed(f"{name} is damaged, and cannot be read.", f"{type(error).__name__} {code}") from error


def xml_tree(data: bytes, name: str) -> Element:
    """The document's root, with names without their namespaces. For small documents.

    Raises:
        ImportFailed: see `read_xml`.
    """
    builder = TreeBuilder()
    read_xml(data, name, builder)
    return builder.close()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
