"""Virtual environments with pinned versions, made where they are missing or have changed."""

import os
import shutil
import subprocess
import venv


def environment(place, pinned):
    """The Python of an environment with these packages."""
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = place / "pinned.txt"
    if not done.exists() or done.read_text().split() != pinned:
        shutil.rmtree(place, ignore_errors=True)
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pinned], check=True)
        done.write_text("\n".join(pinned))
    return python


def version(python):
    command = [python, "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()
