"""Draws a forest plot from the tables that `copse forest DATA --data FOLDER` writes, and computes nothing.
    copse forest bcg-vaccine --data forest-data > /dev/null
    python3 forest.py forest-data forest.pdf          # needs matplotlib
"""
import csv, itertools, sys
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

folder, picture = sys.argv[1:3]
rows, shapes, axis = (list(csv.DictReader(open(f"{folder}/{name}.csv", encoding="utf-8", newline="")))
                      for name in ("forest", "shapes", "axis"))
item = {line["item"]: line["value"] or line["label"] for line in axis}
ticks = [line for line in axis if line["item"] == "tick"]

figure, plot = plt.subplots(figsize=(9, 1.2 + 0.22 * len(rows)))
figure.subplots_adjust(left=0.38, right=0.72, top=0.98, bottom=0.75 / (1.2 + 0.22 * len(rows)))
plot.set_xscale(item["scale"])
plot.set_xlim(float(item["lower"]), float(item["upper"]))
plot.set_ylim(-len(rows) - 0.5, -0.5)
plot.set_xticks([float(tick["value"]) for tick in ticks], [tick["label"] for tick in ticks])
plot.set_xticks([], minor=True)
plot.set_yticks([])
plot.spines[["left", "right", "top"]].set_visible(False)
plot.set_xlabel("   ".join(filter(None, (item["direction_left"], item["title"], item["direction_right"]))))
if item["reference"]:
    plot.axvline(float(item["reference"]), color="0.6", linewidth=0.8)
for (row, shape), corners in itertools.groupby(shapes, key=lambda line: (line["row"], line["shape"])):
    x, y = zip(*((float(corner["x"]), float(corner["y"])) for corner in corners))
    plot.fill(x, y, facecolor="steelblue" if shape == "square" else "black", linewidth=4 if shape == "prediction" else 1,
              edgecolor="black" if len(x) == 2 else "none")
for row in rows:
    weight = "normal" if row["row_type"] in ("study", "note") else "bold"
    for x, text, side in ((-1.1, "  " * int(row["indent"]) + row["label"], "left"),
                          (1.55, row["estimate_text"], "right"), (1.8, row["weight_text"], "right")):
        plot.text(x, -int(row["row"]), text, transform=plot.get_yaxis_transform(), ha=side, va="center", weight=weight)
figure.savefig(picture)
