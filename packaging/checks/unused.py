# SPDX-License-Identifier: GPL-3.0-or-later
"""Check that studio/ holds no code that nothing uses, but for the names in unused.toml, each with its reason.

What only tests use is unused. Names are compared, not meanings, as vulture does it: a method is taken for used where
any attribute of its name is. A name in unused.toml that is used by now, or is gone, fails too.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

from vulture import Vulture

HERE = Path(__file__)


def main() -> int:
    parser = argparse.ArgumentParser(description="Check that studio/ holds no code that nothing uses.")
    parser.add_argument("--root", type=Path, default=HERE.parents[2], help="folder that holds studio/ and packaging/")
    parser.add_argument("--data", type=Path, default=HERE.with_name("unused.toml"), help="file with the exceptions")
    arguments = parser.parse_args()
    found = problems(arguments.root, arguments.data)
    for line in found:
        print(line)
    return 1 if found else 0


def problems(root: Path, data: Path) -> list[str]:
    """A line for each thing that is wrong; none when all is well."""
    groups = tomllib.loads(data.read_text("utf-8"))["used"]
    reasons: dict[str, str] = {name: group["reason"] for group in groups for name in group["names"]}
    vulture = Vulture()
    vulture.scavenge([str(root / "studio"), str(root / "packaging")])
    unused = [item for item in vulture.get_unused_code() if Path(item.filename).is_relative_to(root / "studio")]
    found = [
        f"{Path(item.filename).relative_to(root)}:{item.first_lineno}: nothing uses the {item.typ} {item.name}"
        for item in unused
        if item.name not in reasons
    ]
    names = {item.name for item in unused}
    found += [f"the exception for {name} is stale: take it out" for name in reasons if name not in names]
    found += [f"the exception for {name} gives no reason" for name in reasons if not reasons[name].strip()]
    return found


if __name__ == "__main__":
    sys.exit(main())
