# SPDX-License-Identifier: GPL-3.0-or-later
"""A window with nothing in it: what Python and Qt need on this machine before anything of the studio is done."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

TITLE = "A bare window"


def main() -> int:
    app = QApplication(sys.argv)
    window = QMainWindow()
    window.setWindowTitle(TITLE)
    window.resize(1440, 900)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
