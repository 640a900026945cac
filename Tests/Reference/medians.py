"""Variances of reported medians, restricted means and recurrences, and pooled log ratios of medians.

python3 Tests/Reference/medians.py    writes medians.json beside it

Independent of Copse: numpy and scipy for the variances and the DerSimonian-Laird result, R with metafor for REML.
"""

import json
import pathlib
import subprocess

import numpy as np
import scipy
from scipy.stats import norm

# value, SE, lower, upper (None: not reached), level, events
ROWS = [
    (12.0, None, 9.0, 16.0, 0.95, None),
    (15.0, None, 11.0, None, 0.95, 22),
    (10.5, 1.5, 8.0, 14.0, 0.95, None),
    (18.0, None, None, None, None, 25),
    (31.35, None, 26.2, 40.1, 0.90, None),
    (6.8, 0.9, None, None, None, None),
]
PAIRS = [
    ((20.0, None, 16.0, 26.0, 0.95, 60), (15.0, None, 12.0, 19.0, 0.95, 70)),
    ((14.0, None, 11.0, None, 0.95, 35), (12.0, None, 9.5, 16.0, 0.95, 41)),
    ((9.0, None, None, None, None, 30), (10.0, 1.2, None, None, None, 35)),
    ((18.0, None, 15.0, 22.0, 0.99, 50), (13.0, 1.7, 10.0, 17.0, 0.95, 55)),
    ((27.3, 2.9, None, None, None, 80), (19.9, None, 16.1, 24.0, 0.95, 77)),
]
RECURRENCES = [  # share, SE, lower, upper, total
    (0.125, None, 0.07, 0.20, 120),
    (0.18, 0.031, None, None, 150),
    (0.09, None, None, None, 80),
    (0.02, None, 0.0, 0.05, 60),
    (0.0, None, None, None, 40),
    (1e-9, 1e-9, None, None, None),
]


def asymmetry(value, low, high):
    return ((low + high) / 2 - value) / ((high - low) / 2)


def standard_error(row, pooled_on_log, scale, events_allowed=True):
    """The standard error on the scale of the pooling."""
    value, se, low, high, level, events = row
    if se is not None:
        return se / value if pooled_on_log else se
    if low is not None:
        z = norm.ppf(1 - (1 - level) / 2)
        if scale == "flattest":
            if high is None:
                scale = "log"
            else:
                on_log = abs(asymmetry(np.log(value), np.log(low), np.log(high)))
                scale = "log" if on_log <= abs(asymmetry(value, low, high)) else "raw"
        g = np.log if scale == "log" else (lambda x: x)
        own = (g(high) - g(low)) / (2 * z) if high is not None else (g(value) - g(low)) / z
        if pooled_on_log and scale == "raw":
            own = own / value
        if not pooled_on_log and scale == "log":
            own = own * value
        return own
    if events is None or not events_allowed:
        return None
    return 1 / np.sqrt(events) if pooled_on_log else value / np.sqrt(events)


def dersimonian_laird(y, v):
    w = 1 / v
    mu = np.sum(w * y) / np.sum(w)
    q = np.sum(w * (y - mu) ** 2)
    tau2 = max(0.0, (q - (len(y) - 1)) / (np.sum(w) - np.sum(w**2) / np.sum(w)))
    w = 1 / (v + tau2)
    return {"q": q, "tau2": tau2, "value": np.sum(w * y) / np.sum(w), "se": 1 / np.sqrt(np.sum(w))}


def one_group():
    out = []
    for measure in ("MED", "MEDR", "RMST"):
        for scale in ("log", "raw", "flattest"):
            on_log = measure == "MED"
            errors = [standard_error(row, on_log, scale, measure != "RMST") for row in ROWS]
            y = [np.log(row[0]) if on_log else row[0] for row in ROWS]
            kept = [i for i, e in enumerate(errors) if e is not None]
            y, v = np.array([y[i] for i in kept]), np.array([errors[i] ** 2 for i in kept])
            out.append({"measure": measure, "scale": scale, "kept": kept, "yi": list(y), "vi": list(v),
                        "dl": dersimonian_laird(y, v)})
    return out


def two_groups():
    out = []
    for measure in ("MDR", "MDD", "MHR", "RMSTD", "RMSTR"):
        for scale in ("log", "raw", "flattest"):
            kept, y, v = [], [], []
            for i, (a, b) in enumerate(PAIRS):
                if measure == "MHR":
                    y.append(np.log(b[0] / a[0]))
                    v.append(1 / a[5] + 1 / b[5])
                    kept.append(i)
                    continue
                on_log = measure in ("MDR", "RMSTR")
                errors = [standard_error(x, on_log, scale, not measure.startswith("RMST")) for x in (a, b)]
                if None in errors:
                    continue
                kept.append(i)
                y.append(np.log(a[0] / b[0]) if on_log else a[0] - b[0])
                v.append(errors[0] ** 2 + errors[1] ** 2)
            y, v = np.array(y), np.array(v)
            out.append({"measure": measure, "scale": scale, "kept": kept, "yi": list(y), "vi": list(v),
                        "dl": dersimonian_laird(y, v)})
    return out


# Scales of intervals of survival, in the order of preference where two are equally even: g and dg/dS.
SCALES = {
    "b": [(lambda s: s, lambda s: 1.0)],
    "c": [(np.log, lambda s: 1 / s)],
    "d": [(lambda s: np.log(-np.log(s)), lambda s: 1 / (s * np.log(s)))],
    "e": [(lambda s: np.log(s / (1 - s)), lambda s: 1 / (s * (1 - s))),
          (lambda s: np.arcsin(np.sqrt(s)), lambda s: 0.5 / np.sqrt(s * (1 - s)))],
}


def from_interval(survival, low, high):
    """Standard error and rung from the limits of a survival, on the scale on which they are most even."""
    z = norm.ppf(0.975)
    if low <= 0 or high >= 1:
        return (survival - low if low > 0 else high - survival) / z, "b"
    found = []
    for rung, scales in SCALES.items():
        for g, slope in scales:
            half = abs(g(high) - g(low)) / 2
            off = abs((g(low) + g(high)) / 2 - g(survival)) / half
            found.append((off, half / (z * abs(slope(survival))), rung))
    return min(found)[1:]


def recurrences():
    out = []
    for share, se, low, high, total in RECURRENCES:
        rung = "a"
        if se is None and low is not None:
            se, rung = from_interval(1 - share, 1 - high, 1 - low)
        elif se is None:
            rung, n = "j", total
            if share in (0.0, 1.0):
                share, n = (share * total + 0.5) / (total + 1), total + 1
            se = np.sqrt(share * (1 - share) / n)
        free = -np.log1p(-share)
        out.append({"yi": np.log(free), "vi": (se / ((1 - share) * free)) ** 2, "rung": rung})
    return out


def metafor(y, v):
    """REML with a tight stopping rule, and the version."""
    text = f"""
    suppressMessages(library(metafor))
    fit <- rma(c({",".join(map(repr, map(float, y)))}), c({",".join(map(repr, map(float, v)))}), method = "REML",
               control = list(threshold = 1e-14, maxiter = 10000))
    cat(sprintf("%.17g\\n", c(fit$b, fit$se, fit$tau2, fit$QE)), as.character(packageVersion("metafor")), sep = "")
    """
    lines = subprocess.run(["Rscript", "-e", text], check=True, capture_output=True, text=True).stdout.split()
    value, se, tau2, q = map(float, lines[:4])
    return {"value": value, "se": se, "tau2": tau2, "q": q, "version": lines[4]}


pairs = two_groups()
ratio = next(x for x in pairs if x["measure"] == "MDR" and x["scale"] == "log")
# Spread further apart, so that the variance between the studies is not 0.
spread = [y * 3 for y in ratio["yi"]]
result = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
    "rows": ROWS, "pairs": PAIRS, "recurrences": RECURRENCES,
    "oneGroup": one_group(), "twoGroups": pairs, "recurrenceEffects": recurrences(),
    "metafor": {"call": "rma(yi, vi, method = 'REML')", "yi": ratio["yi"], "vi": ratio["vi"],
                **metafor(ratio["yi"], ratio["vi"])},
    "metaforSpread": {"yi": spread, "vi": ratio["vi"], **metafor(spread, ratio["vi"])},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result, indent=1) + "\n")
