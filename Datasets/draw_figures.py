#!/usr/bin/env python3
"""Draws the figures that the pages of the data sets show: the `figures` of each datapackage.json.

    python3 Datasets/draw_figures.py .build/release/copse [NAME …]

Each has a command and the path of the picture beside the data; a test of the command holds them to what is committed.
"""

import json
import shlex
import subprocess
import sys
from pathlib import Path

copse, names = sys.argv[1], sys.argv[2:]
for package in sorted(Path(__file__).parent.glob("*/datapackage.json")):
    if names and package.parent.name not in names:
        continue
    for figure in json.loads(package.read_text(encoding="utf-8")).get("figures", []):
        words = shlex.split(figure["command"])[1:] + ["-o", str(package.parent / figure["path"])]
        done = subprocess.run([copse, *words], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{figure['command']}\n{done.stderr}")
        print(package.parent.name, figure["path"])
