# SPDX-License-Identifier: GPL-3.0-or-later
"""Check that each module of studio/ has a test file of its path, or an exception with its reason in paths.toml.

The test file of studio/engine/kokoro/synthesizer.py is tests/engine/kokoro/test_synthesizer.py. An exception is stale,
and fails too, when its module is gone or has a test file by now. An __init__ or __main__ needs one if it defines
something.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__)


def main() -> int:
    parser = argparse.ArgumentParser(description="Check that each module of studio/ has a test file of its path.")
    parser.add_argument("--root", type=Path, default=HERE.parents[2], help="folder that holds studio/ and tests/")
    parser.add_argument("--data", type=Path, default=HERE.with_name("paths.toml"), help="file with the exceptions")
    arguments = parser.parse_args()
    found = problems(arguments.root, arguments.data)
    for line in found:
        print(line)
    return 1 if found else 0


def problems(root: Path, data: Path) -> list[str]:
    """A line for each thing that is wrong; none when all is well."""
    table = tomllib.loads(data.read_text("utf-8"))
    most: int = table["most"]
    reasons: dict[str, str] = table["exceptions"]
    untested = {module for module in modules(root) if not holds_tests(root / path_of_test(module))}
    found = [f"{module} has no test in {path_of_test(module)}" for module in sorted(untested - reasons.keys())]
    found += [f"the exception for {module} is stale: take it out" for module in sorted(reasons.keys() - untested)]
    found += [f"the exception for {module} gives no reason" for module in reasons if not reasons[module].strip()]
    if len(reasons) > most:
        found.append(f"{len(reasons)} exceptions; {most} are permitted")
    return found


def modules(root: Path) -> list[str]:
    """Paths of the modules that need a test, such as studio/core/pcm.py."""
    files = sorted((root / "studio").rglob("*.py"))
    return [file.relative_to(root).as_posix() for file in files if not file.stem.startswith("__") or definitions(file)]


def path_of_test(module: str) -> str:
    """Path of a module's test file: tests/core/test_pcm.py for studio/core/pcm.py."""
    path = Path(module)
    return Path("tests", *path.parts[1:-1], f"test_{path.stem.strip('_')}.py").as_posix()


def holds_tests(file: Path) -> bool:
    return file.is_file() and any(name.startswith("test_") for name in definitions(file))


def definitions(file: Path) -> list[str]:
    """Names of the functions and classes that *file* defines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, kinds)]


if __name__ == "__main__":
    sys.exit(main())
