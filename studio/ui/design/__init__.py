# SPDX-License-Identifier: GPL-3.0-or-later
"""The design of the voice: mix, expression, language."""

from studio.ui.design.panel import DesignPanel
from studio.ui.design.view import DesignView, MixRowView

__all__ = ["DesignPanel", "DesignView", "MixRowView"]
