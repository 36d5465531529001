# SPDX-License-Identifier: GPL-3.0-or-later
"""The chapters in the left panel: the project's outline, and how far it is rendered."""

from __future__ import annotations

from studio.ui.outline.panel import OutlinePanel

__all__ = ["OutlinePanel"]
