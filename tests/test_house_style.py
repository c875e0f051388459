"""A file is short enough to read: the limits of the house style, counted."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["treaties", "summits", "pauseai_kb"]
LONGEST_FUNCTION = 40


def files(folder: str, pattern: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob(pattern))
    return [path for path in found if "migrations" not in path.parts]


def too_long(paths: list[Path], limit: int) -> list[str]:
    counted = {path: len(path.read_text().splitlines()) for path in paths}
    return [f"{path.relative_to(ROOT)}: {n} lines" for path, n in counted.items() if n > limit]


@pytest.mark.parametrize(
    ("folders", "pattern", "limit"),
    [
        (PACKAGES, "*.py", 300),
        (["templates"], "*.html", 120),
        (PACKAGES, "*.css", 200),
        (["tests"], "*.py", 400),
    ],
)
def test_a_file_is_short_enough_to_read(folders, pattern, limit):
    assert too_long([path for folder in folders for path in files(folder, pattern)], limit) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_function_is_short_enough_to_read(package):
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines"
        for path in files(package, "*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []
