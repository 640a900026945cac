#!/usr/bin/env python3
"""Writes hazard_ratios.json: log hazard ratios and variances of all routes, and read-offs of curves, on a grid.

    python3 Tests/Reference/hazard_ratios.py > Tests/Reference/hazard_ratios.json

Written from the formulas of Parmar 1998, Williamson 2002 and Tierney 2007 with scipy's normal quantile, without a look at
the library. The read-offs solve the equations of an interval by elimination (numpy.linalg) where the library has
the closed form.
"""

import json
import sys

import numpy
import scipy
from scipy.stats import norm


def routes(r):
    """Every route that the report allows: {route: [log hazard ratio, variance]}."""
    out = {}
    have = lambda *names: all(r.get(n) is not None for n in names)
    beta = numpy.log(r["hr"]) if have("hr") else r.get("log_hr")
    o1, o2, o = r.get("events1"), r.get("events2"), r.get("events")
    if o is None and have("events1", "events2"):
        o = o1 + o2
    difference = r.get("o_minus_e")
    if difference is None and have("events1", "expected1"):
        difference = o1 - r["expected1"]
    if difference is not None and have("v"):
        out["o-minus-e-and-v"] = [difference / r["v"], 1 / r["v"]]
    if have("se") and beta is not None:
        out["cox"] = [r["log_hr"] if have("log_hr") else beta, r["se"] ** 2]
    if have("v") and beta is not None:
        out["hr-v"] = [beta, 1 / r["v"]]
    if have("ci_low", "ci_high"):
        z = norm.isf((1 - r.get("ci_level", 0.95)) / 2)
        low, high = numpy.log([r["ci_low"], r["ci_high"]])
        out["hr-ci"] = [(low + high) / 2 if beta is None else beta, ((high - low) / 2 / z) ** 2]
    if difference is not None and have("chi2"):
        out["o-minus-e-chi2"] = [r["chi2"] / difference, r["chi2"] / difference**2]
    z_p = abs(norm.isf(r["p"] / r.get("p_sided", 2))) if have("p") else None
    if z_p is not None and beta is not None:
        out["hr-p"] = [beta, (beta / z_p) ** 2]
    if have("events1", "expected1", "events2", "expected2"):
        e1, e2 = r["expected1"], r["expected2"]
        out["observed-expected"] = [numpy.log(o1) - numpy.log(e1) - numpy.log(o2) + numpy.log(e2), 1 / e1 + 1 / e2]
    by_events = {}
    if have("events1", "events2"):
        by_events["arms"] = 1 / (1 / o1 + 1 / o2)
    if o is not None and have("total1", "total2"):
        share = r["total1"] / (r["total1"] + r["total2"])
        by_events["allocation"] = o * share * (1 - share)
    elif o is not None:
        by_events["equal"] = o / 4
    if beta is not None and by_events:
        out["hr-events"] = [beta, 1 / next(by_events[k] for k in ("arms", "allocation", "equal") if k in by_events)]
    sign = {"favors-first": -1, "favors-second": 1}.get(r.get("direction"))
    if sign is None and beta is not None:
        sign = numpy.sign(beta)
    for prefix, z in (("logrank", numpy.sqrt(r["chi2"]) if have("chi2") else None), ("p-events", z_p)):
        if z is None or sign is None:
            continue
        for name, v in by_events.items():
            out[f"{prefix}-{name}"] = [sign * z / numpy.sqrt(v), 1 / v]
        if have("v"):
            out["logrank-v" if prefix == "logrank" else "p-v"] = [sign * z / numpy.sqrt(r["v"]), 1 / r["v"]]
    if have("median1", "median2", "events1", "events2"):
        out["median-ratio"] = [numpy.log(r["median2"]) - numpy.log(r["median1"]), 1 / o1 + 1 / o2]
    return {k: [float(x) for x in v] for k, v in out.items()}


def at_risk_arm(n_s, n_e, s_s, s_e):
    """d, c, R of an interval with both numbers at risk: d - (1 - q) R = 0, d + c = n_s - n_e, R + c/2 = n_s."""
    q = s_e / s_s
    d, c, r = numpy.linalg.solve([[1, 0, q - 1], [1, 1, 0], [0, 0.5, 1]], [0, n_s - n_e, n_s])
    return d, c, r


def follow_up_arm(n_s, t_s, t_e, low, high, s_s, s_e):
    """The same with those at risk at the start, censored uniformly between the shortest and longest follow-up."""
    if t_s >= high:
        return 0.0, n_s, 0.0
    span = max(0.0, min(t_e, high) - max(t_s, low))
    left = high - max(t_s, low)
    c = n_s * span / left if span > 0 else 0.0
    r = n_s - c / 2
    return r * (1 - s_e / s_s), c, r


def read_off(case):
    """Log hazard ratio and variance by both methods, intervals in which both curves fall."""
    result = {}
    times = [0] + case["times"]
    arms = [case["first"], case["second"]]
    survival = [[1] + a["survival"] for a in arms]
    at_risk = [[a["size"]] + a["at_risk"] for a in arms]
    for method in ("curves-at-risk", "curves-follow-up"):
        left = [a["size"] for a in arms]
        y, w, audit = [], [], []
        for j in range(1, len(times)):
            parts = []
            for i, a in enumerate(arms):
                s = survival[i][j - 1], survival[i][j]
                if method == "curves-at-risk":
                    parts.append(at_risk_arm(at_risk[i][j - 1], at_risk[i][j], *s))
                else:
                    parts.append(follow_up_arm(left[i], times[j - 1], times[j], a["low"], a["high"], *s))
                    left[i] -= parts[-1][0] + parts[-1][1]
            (d1, c1, r1), (d2, c2, r2) = parts
            audit.append([float(x) for x in (d1, c1, r1, d2, c2, r2)])
            if d1 > 1e-12 and d2 > 1e-12:
                y.append(numpy.log(d1 / r1) - numpy.log(d2 / r2))
                w.append(1 / (1 / d1 - 1 / r1 + 1 / d2 - 1 / r2))
        result[method] = {"estimate": [float(numpy.average(y, weights=w)), float(1 / sum(w))], "intervals": audit}
    return result


def main():
    random = numpy.random.default_rng(20)
    reports = []
    full = ["hr", "ci", "log_hr", "se", "p", "chi2", "o_minus_e", "v", "events", "arms", "expected", "totals", "medians",
            "direction"]
    for number in range(60):
        beta, v = random.normal(-0.2, 0.4), random.uniform(5, 120)
        se = v**-0.5
        z = abs(beta) / se + random.uniform(0.05, 0.5)
        o1, o2 = (int(x) for x in random.integers(5, 200, 2))
        values = {
            "hr": {"hr": numpy.exp(beta)}, "log_hr": {"log_hr": beta + random.normal(0, 0.01)},
            "ci": {"ci_low": numpy.exp(beta - 2.1 * se), "ci_high": numpy.exp(beta + 1.9 * se),
                   "ci_level": float(random.choice([0.9, 0.95, 0.99]))},
            "se": {"se": se}, "p": {"p": 2 * norm.sf(z)}, "chi2": {"chi2": z**2},
            "o_minus_e": {"o_minus_e": beta * v}, "v": {"v": v}, "events": {"events": o1 + o2},
            "arms": {"events1": o1, "events2": o2},
            "expected": {"expected1": o1 * numpy.exp(-beta / 2), "expected2": o2 * numpy.exp(beta / 2)},
            "totals": {"total1": o1 + int(random.integers(1, 300)), "total2": o2 + int(random.integers(1, 300))},
            "medians": {"median1": random.uniform(5, 30), "median2": random.uniform(5, 30)},
            "direction": {"direction": "favors-first" if beta < 0 else "favors-second"},
        }
        keep = full if number < 5 else [k for k in full if random.random() < 0.55 or k == "direction"]
        report = {k: (float(x) if not isinstance(x, (str, int)) else x) for name in keep for k, x in values[name].items()}
        if "p" in report and random.random() < 0.3:
            report["p_sided"] = 1
        reports.append({"report": report, "routes": routes(report)})
    curves = []
    for number in range(12):
        times = [float(t) for t in range(3, 3 + 3 * int(random.integers(4, 9)), 3)]
        case = {"times": times}
        for arm in ("first", "second"):
            rate = random.uniform(0.02, 0.07)
            survival = [float(numpy.exp(-rate * t) * (1 - 0.002 * j)) for j, t in enumerate(times)]
            if number % 3 == 0:
                survival[2] = survival[1]
            size = int(random.integers(60, 400))
            lost = [0.004 * t for t in times]
            case[arm] = {
                "survival": survival, "size": size,
                "at_risk": [int(size * s * (1 - c)) for s, c in zip(survival, lost)],
                "low": float(random.choice([0, 4, 9])), "high": float(times[-1] + random.integers(1, 30)),
            }
        case["routes"] = read_off(case)
        curves.append(case)
    json.dump({"made_with": f"numpy {numpy.__version__}, scipy {scipy.__version__}", "reports": reports,
               "curves": curves}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
