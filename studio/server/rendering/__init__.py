# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech requests to the engine, and its audio in the form asked for."""
