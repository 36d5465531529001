# SPDX-License-Identifier: GPL-3.0-or-later
"""Formats of exports, for the window, which shows them before it loads the modules that export."""

from __future__ import annotations

from studio.export.formats import EXPORTERS, Exporter, FileFormat, kind_of_files, offered_formats

__all__ = ["EXPORTERS", "Exporter", "FileFormat", "kind_of_files", "offered_formats"]
