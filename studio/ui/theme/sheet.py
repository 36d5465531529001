# SPDX-License-Identifier: GPL-3.0-or-later
"""The style sheet, made from a palette. Widgets choose a look by the dynamic property `look`."""

from __future__ import annotations

from studio.ui.theme.palette import Palette


def style_sheet(p: Palette) -> str:
    """Qt style sheet for all plain widgets; painted controls read the palette themselves."""
    return f"""
* {{ color: {p.text}; outline: none; }}
QMainWindow, QWidget#root {{ background: {p.page}; }}
QWidget[look="panel"] {{ background: {p.panel}; }}
QWidget[look="transport"] {{ background: {p.transport}; }}
QLabel {{ background: transparent; }}
QLabel[look="second"] {{ color: {p.text_2}; }}
QLabel[look="accent"] {{ color: {p.accent_text}; }}
QLabel[look="third"], QLabel[look="section"] {{ color: {p.text_3}; }}
QLabel[look="second"]:disabled, QLabel[look="third"]:disabled, QLabel:disabled {{ color: {p.disabled}; }}
QToolTip {{ background: {p.notice}; color: {p.text}; border: 1px solid {p.hairline}; padding: 4px 6px; }}

QLineEdit {{ background: {p.field}; border: 1px solid {p.field_edge}; border-radius: 6px; padding: 0 8px;
  selection-background-color: {p.selection}; selection-color: {p.text}; }}
QLineEdit:focus {{ border: 1px solid {p.accent_line}; }}
QLineEdit[look="value"] {{ background: transparent; border: 1px solid transparent; padding: 0 1px; }}
QLineEdit[look="value"]:hover {{ background: {p.button_tint}; }}
QLineEdit[look="value"]:focus {{ background: {p.field}; border: 1px solid {p.accent_line}; }}
QLineEdit[look="value"]:disabled {{ background: transparent; }}
QLineEdit[look="wrong"] {{ border: 1px solid {p.error}; padding: 0 1px; }}
QLineEdit:disabled {{ color: {p.disabled}; }}

QPushButton {{ background: {p.field}; border: 1px solid {p.field_edge}; border-radius: 6px; padding: 0 12px;
  min-height: 30px; }}
QPushButton:hover {{ background: {p.row_hover}; }}
QPushButton:disabled {{ color: {p.disabled}; }}
QPushButton[look="main"] {{ background: {p.accent}; color: {p.on_accent}; border: none; min-height: 32px; }}
QPushButton[look="main"]:hover {{ background: {p.accent_hover}; }}
QPushButton[look="main"]:disabled {{ background: {p.groove}; color: {p.text_3}; }}
QPushButton[look="outline"] {{ background: transparent; color: {p.accent_text}; border: 1px solid {p.accent_line}; }}
QPushButton[look="outline"]:hover {{ background: {p.accent_tint}; }}
QPushButton[look="outline"]:disabled {{ color: {p.disabled}; border: 1px solid {p.disabled}; background: transparent; }}
QPushButton[look="plain"] {{ background: transparent; border: none; color: {p.text_2}; padding: 0 4px;
  min-height: 20px; }}
QPushButton[look="plain"]:hover {{ color: {p.text}; }}
QPushButton[look="plain"]:disabled {{ color: {p.disabled}; }}
QPlainTextEdit {{ background: {p.field}; border: 1px solid {p.field_edge}; border-radius: 6px; padding: 4px 6px; }}
QPlainTextEdit:focus {{ border: 1px solid {p.accent_line}; }}
QWidget[look="page"] {{ background: {p.page}; }}
QWidget[look="playing"] {{ background: {p.playing}; border-radius: 8px; }}
QLabel[look="error"] {{ color: {p.error}; }}
QPushButton[look="chip"] {{ background: {p.field}; border: 1px solid {p.field_edge}; border-radius: 12px;
  min-height: 22px; max-height: 22px; padding: 0 8px; }}
QPushButton[look="chip"][on="true"] {{ background: {p.accent_tint}; color: {p.accent_text};
  border-color: transparent; }}
QPushButton[look="chip"]:hover {{ background: {p.row_hover}; }}
QPushButton[look="chip"][on="true"]:hover {{ background: {p.accent_tint}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}

QToolButton {{ background: transparent; border: none; border-radius: 6px; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton:hover:enabled {{ background: {p.button_tint}; }}
QToolButton:checked {{ background: {p.accent_tint}; }}

QComboBox {{ background: {p.field}; border: 1px solid {p.field_edge}; border-radius: 6px; padding: 0 8px;
  min-height: 30px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox:disabled {{ color: {p.disabled}; }}
QComboBox::drop-down {{ border: none; width: 0; }}
QComboBox QAbstractItemView, QMenu {{ background: {p.notice}; border: 1px solid {p.hairline}; padding: 4px;
  selection-background-color: {p.row_hover}; selection-color: {p.text}; }}
QComboBox QAbstractItemView::item {{ min-height: 28px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 4px; background: transparent; }}
QMenu::item:selected {{ background: {p.accent_tint}; }}
QMenu::item:disabled {{ color: {p.disabled}; }}
QMenu::separator {{ height: 1px; background: {p.hairline}; margin: 4px 8px; }}

QListView, QTreeView {{ background: {p.notice}; border: 1px solid {p.hairline};
  selection-background-color: {p.accent_tint}; selection-color: {p.text}; }}
QHeaderView::section {{ background: {p.panel}; color: {p.text_2}; border: none; padding: 4px 6px; }}
QWidget#root QListView, QScrollArea, QScrollArea > QWidget > QWidget, QTextEdit {{ background: transparent;
  border: none; }}
QScrollBar:vertical {{ background: transparent; width: 8px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {p.groove}; border-radius: 2px; min-height: 32px; }}
QScrollBar::handle:vertical:hover {{ background: {p.edge}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
  height: 0; }}
QProgressBar {{ background: {p.groove}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
QProgressBar::chunk {{ background: {p.accent_line}; border-radius: 2px; }}
"""
