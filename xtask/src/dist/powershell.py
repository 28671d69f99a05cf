"""Parses scripts for PowerShell: `python powershell.py FILE…`. Says where one cannot be parsed."""

import sys
from pathlib import Path

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser


def wrong(node: Node) -> list[Node]:
    """What the parser could not read, the innermost first."""
    inside = [found for child in node.children if child.has_error for found in wrong(child)]
    return inside or ([node] if node.is_error or node.is_missing else [])


parser = Parser(Language(tree_sitter_powershell.language()))
count = 0
for name in sys.argv[1:]:
    for node in wrong(parser.parse(Path(name).read_bytes()).root_node):
        row, column = node.start_point
        print(f"{name}:{row + 1}:{column + 1}: cannot be parsed", file=sys.stderr)
        count += 1
print(f"{len(sys.argv) - 1} scripts, {count} problems")
sys.exit(1 if count else 0)
