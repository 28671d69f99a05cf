"""`python -m attrflow`: which program it runs, and what it says where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import attrflow

PACKAGE = Path(attrflow.__file__).parent


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the module of a package in a folder, without what is installed elsewhere."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUSERBASE": str(folder / "user")}
    module = [sys.executable, "-m", "attrflow", *arguments]
    return subprocess.run(module, capture_output=True, text=True, env=environment, cwd=folder)


def test_a_program_beside_the_package_is_run_with_the_arguments_and_its_exit_code(tmp_path: Path) -> None:
    folder = tmp_path / "with blank"
    shutil.copytree(PACKAGE, folder / "attrflow")
    (folder / "bin").mkdir()
    program = folder / "bin" / "attrflow"
    program.write_text("#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 3\n")
    program.chmod(0o755)
    ran = run(folder, "check", "my mappings", "")
    assert (ran.returncode, ran.stdout) == (3, "<check><my mappings><>")


def test_without_a_program_it_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(PACKAGE, folder / "attrflow")
    ran = run(folder, "--version")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "has no command" in ran.stderr and "cargo install attrflow" in ran.stderr
