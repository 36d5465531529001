# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of projects: opening, versions, importing, summaries, storage, hearing one before it is opened."""
