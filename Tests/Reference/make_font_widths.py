"""Writes Sources/Rendering/Text/FontWidths.swift: the advance widths of Liberation Sans, which has those of Arial.

Needs fontTools (PyPI) and Debian's fonts-liberation. Only numbers are taken from the fonts.
"""
import sys
import unicodedata
from fontTools.ttLib import TTFont

FOLDER = "/usr/share/fonts/truetype/liberation2/LiberationSans-"


def runs(weight):
    """start code point in hexadecimal, colon, widths in units of 1/2048 em; `*n` repeats."""
    font = TTFont(f"{FOLDER}{weight}.ttf")
    names, advances = font.getBestCmap(), font["hmtx"].metrics
    result, previous = [], None
    for code in sorted(names):
        if code < 0x20 or unicodedata.category(chr(code)) in ("Mn", "Cf", "Co", "Cc"):
            continue
        width = advances[names[code]][0]
        if previous is not None and code == previous + 1:
            widths = result[-1][1]
            if widths[-1][0] == width:
                widths[-1][1] += 1
            else:
                widths.append([width, 1])
        else:
            result.append((code, [[width, 1]]))
        previous = code
    return [f"{code:x}:" + ",".join(f"{w}*{n}" if n > 1 else f"{w}" for w, n in widths) for code, widths in result]


def lines(weight):
    text, line = [], ""
    for word in " ".join(runs(weight)).replace(",", ", ").split(" "):
        if len(line) + len(word) > 100:
            text.append(line)
            line = ""
        line += word if word.endswith(",") else word + " "
    return text + [line]


out = open(sys.argv[1], "w") if len(sys.argv) > 1 else sys.stdout
print("/// Advance widths of Liberation Sans, which are those of Arial, in units of 1/2048 of the size of the type;", file=out)
print("/// written by `Tests/Reference/make_font_widths.py`: the first code point, and the widths from there on.", file=out)
print("enum FontWidths {", file=out)
for index, (name, weight) in enumerate((("regular", "Regular"), ("bold", "Bold"))):
    print(f"  static let {name} = \"\"\"", file=out)
    *before, last = lines(weight)
    for line in before:
        print(f"    {line}\\", file=out)
    print(f"    {last.rstrip()}", file=out)
    print("    \"\"\"", file=out)
    if index == 0:
        print(file=out)
print("}", file=out)
