"""Answers the example cases again, and writes what the commands beside them print now.

Run it from the root of the repository after the words of a law or of the answers have changed, and read what
differs.
"""

import shlex
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

for case in sorted(HERE.rglob("*.json")):
    text = case.with_suffix(".txt")
    command = text.read_text(encoding="utf-8").partition("\n")[0]
    words = [str(Path(sys.executable).with_name("qanun")), *shlex.split(command.removeprefix("$ "))[1:]]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    text.write_text(f"{command}\n\n{said}", encoding="utf-8")
