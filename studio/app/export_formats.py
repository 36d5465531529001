# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of file of an export, for the window, which shows them before it loads what exports."""

from __future__ import annotations

from studio.export.formats import EXPORTERS, Exporter, FileFormat, kind_of_files, offered_formats

__all__ = ["EXPORTERS", "Exporter", "FileFormat", "kind_of_files", "offered_formats"]
