"""Reference p-values of two-arm tables, for Tests/ConsistencyTests.

Fisher and mid-p are exact fractions of whole numbers; the others come from mpmath with 50 digits.
Writes consistency.json beside this file:  python3 Tests/Reference/consistency.py
"""
import json
import math
import pathlib
import random
from fractions import Fraction

import mpmath as mp
import scipy
from scipy.stats import chi2_contingency, fisher_exact

mp.mp.dps = 50


def two_sided(z):
    """P(|Z| > z)."""
    return mp.erfc(abs(z) / mp.sqrt(2))


def exact(a, n1, c, n2):
    """Fisher's p and the probability of the table, as fractions."""
    k, n = a + c, n1 + n2
    weight = {x: math.comb(n1, x) * math.comb(n2, k - x) for x in range(max(0, k - n2), min(n1, k) + 1)}
    total = math.comb(n, k)
    own = weight[a]
    return Fraction(sum(w for w in weight.values() if w <= own), total), Fraction(own, total)


def values(a, n1, c, n2):
    b, d = n1 - a, n2 - c
    n, k = n1 + n2, a + c
    margins = mp.mpf(n1) * n2 * k * (n - k)
    chi = lambda less: mp.sqrt(n * max(mp.mpf(0), abs(mp.mpf(a * d - b * c)) - less) ** 2 / margins)
    fisher, own = exact(a, n1, c, n2)
    cells = [(a, n1, k), (b, n1, n - k), (c, n2, k), (d, n2, n - k)]
    g2 = 2 * mp.fsum(o * mp.log(mp.mpf(o) * n / (r * s)) for o, r, s in cells if o)
    result = {
        "pearson": two_sided(chi(0)),
        "yates": two_sided(chi(mp.mpf(n) / 2)),
        "fisher": mp.mpf(fisher.numerator) / fisher.denominator,
        "mid-p": (lambda f: mp.mpf(f.numerator) / f.denominator)(fisher - own / 2),
        "likelihood-ratio": two_sided(mp.sqrt(max(g2, mp.mpf(0)))),
        "wald-odds-ratio": None, "wald-risk-ratio": None, "wald-risk-difference": None,
    }
    a, b, c, d = map(mp.mpf, (a, b, c, d))
    if min(a, b, c, d) > 0:
        result["wald-odds-ratio"] = two_sided(mp.log(a * d / (b * c)) / mp.sqrt(1 / a + 1 / b + 1 / c + 1 / d))
    if a > 0 and c > 0 and (b > 0 or d > 0):
        result["wald-risk-ratio"] = two_sided(
            mp.log(a * n2 / (c * n1)) / mp.sqrt(1 / a - mp.mpf(1) / n1 + 1 / c - mp.mpf(1) / n2))
    variance = a * b / mp.mpf(n1) ** 3 + c * d / mp.mpf(n2) ** 3
    if variance > 0:
        result["wald-risk-difference"] = two_sided((a / n1 - c / n2) / mp.sqrt(variance))
    return result


def agrees_with_scipy(a, n1, c, n2, result):
    """The same tables by scipy, to the accuracy it has."""
    table = [[a, n1 - a], [c, n2 - c]]
    for name, p in [
        ("pearson", chi2_contingency(table, correction=False)[1]),
        ("yates", chi2_contingency(table, correction=True)[1]),
        ("likelihood-ratio", chi2_contingency(table, correction=False, lambda_="log-likelihood")[1]),
        ("fisher", fisher_exact(table)[1]),
    ]:
        assert abs(p - result[name]) <= 1e-9 * max(abs(p), mp.mpf("1e-280")), (name, table, p, result[name])


random.seed(20150612)
tables = [(7, 25, 21, 31), (7, 180, 6, 180), (6, 61, 8, 50), (2, 61, 6, 50), (53, 60, 32, 48), (0, 20, 3, 25)]
while len(tables) < 400:
    n1, n2 = (random.randint(2, random.choice([12, 60, 400])) for _ in range(2))
    a, c = random.randint(0, n1), random.randint(0, n2)
    if 0 < a + c < n1 + n2:
        tables.append((a, n1, c, n2))
rows = []
for table in tables:
    result = values(*table)
    agrees_with_scipy(*table, result)
    rows.append({"counts": list(table), "p": {k: None if v is None else float(v) for k, v in result.items()}})
made = {"mpmath": mp.__version__, "scipy": scipy.__version__, "call": "python3 Tests/Reference/consistency.py"}
path = pathlib.Path(__file__).with_name("consistency.json")
text = ",\n".join("    " + json.dumps(row) for row in rows)
path.write_text('{\n  "made": ' + json.dumps(made) + ',\n  "tables": [\n' + text + "\n  ]\n}\n")
print(len(rows), "tables")
