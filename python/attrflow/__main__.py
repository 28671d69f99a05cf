"""`python -m attrflow`: runs the command, which the wheel puts among the scripts of the environment.

What was built from source has the library and no command.
"""

import os
import subprocess
import sys
import sysconfig
from typing import Optional


def _program() -> Optional[str]:
    """Its path: among the scripts of this environment, of the user, or beside a folder made by `pip install --target`."""
    user = sysconfig.get_preferred_scheme("user")
    package = os.path.dirname(os.path.abspath(__file__))
    folders = [
        sysconfig.get_path("scripts"),
        sysconfig.get_path("scripts", scheme=user),
        os.path.join(os.path.dirname(package), "bin"),
    ]
    name = "attrflow" + (sysconfig.get_config_var("EXE") or "")
    paths = (os.path.join(folder, name) for folder in folders)
    return next((path for path in paths if os.path.isfile(path)), None)


def main() -> int:
    program = _program()
    if program is None:
        print("error: this installation of attrflow has no command: it was not installed from a wheel", file=sys.stderr)
        print("  help: with Rust, build it: cargo install attrflow --profile dist --locked", file=sys.stderr)
        return 2
    command = [program, *sys.argv[1:]]
    if sys.platform == "win32":
        return subprocess.run(command).returncode
    # So that signals reach the program itself.
    os.execv(program, command)


if __name__ == "__main__":
    sys.exit(main())
