"""Writes the files of one folder to another, and nothing else: what any generator pays at least.

    python3 benches/floor.py FROM TO
"""

import os
import pathlib
import sys

source, goal = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
for folder, _, files in os.walk(source):
    there = goal / pathlib.Path(folder).relative_to(source)
    os.makedirs(there, exist_ok=True)
    for name in files:
        with open(os.path.join(folder, name), "rb") as one, open(there / name, "wb") as other:
            other.write(one.read())
