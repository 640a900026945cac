#!/usr/bin/env python3
"""Reference values for survival at a time: the ladder of variances, the five scales, the move in time, Greenwood's
variance, and the binomial-normal likelihood of effective numbers. Writes survival_at.json beside this file.

    python3 Tests/Reference/survival_at.py

Independent of the Swift code: closed forms in 40 digits (mpmath); the variance by the follow-up with exponential
integrals, where the library integrates numerically; the likelihood integrated by scipy on a fixed fine grid.
"""

import itertools
import json
from pathlib import Path

import mpmath as mp
import numpy as np
import scipy
from scipy import optimize, special

mp.mp.dps = 40


def exact(x):
    """The double as it is."""
    return mp.mpf(float(x))


SCALES = {
    "plain": (lambda s: s, lambda s: mp.mpf(1)),
    "log": (lambda s: mp.log(s), lambda s: 1 / s),
    "log(-log)": (lambda s: mp.log(-mp.log(s)), lambda s: 1 / (s * mp.log(s))),
    "logit": (lambda s: mp.log(s / (1 - s)), lambda s: 1 / (s * (1 - s))),
    "arcsine": (lambda s: mp.asin(mp.sqrt(s)), lambda s: 1 / (2 * mp.sqrt(s * (1 - s)))),
}
INVERSE = {
    "plain": lambda y: y,
    "log": mp.exp,
    "log(-log)": lambda y: mp.exp(-mp.exp(y)),
    "logit": lambda y: 1 / (1 + mp.exp(-y)),
    "arcsine": lambda y: mp.sin(y) ** 2,
}
RUNG = {"plain": "b", "log": "c", "log(-log)": "d", "logit": "e", "arcsine": "e"}
MEASURES = {"SLL": "log(-log)", "SLO": "logit", "SLN": "log", "SAS": "arcsine", "SR": "plain"}


def z(level):
    return mp.sqrt(2) * mp.erfinv(exact(level))


def by_interval(s, low, high, level):
    """Scale, standard error of S, and how far the estimate is from the middle on each scale."""
    s, low, high = map(exact, (s, low, high))
    off, error = {}, {}
    for name, (g, slope) in SCALES.items():
        half = abs(g(high) - g(low)) / 2
        off[name] = abs((g(low) + g(high)) / 2 - g(s)) / half
        error[name] = half / z(level) / abs(slope(s))
    best = min(off, key=off.get)
    return best, error[best], off


def by_follow_up(s, t, low, high):
    """n / n0 with censoring uniform from low to high and a constant hazard, by exponential integrals."""
    s, t, low, high = map(exact, (s, t, low, high))
    a, rate = min(low, t), -mp.log(s) / t
    total = mp.exp(rate * a) - 1
    if t > low:
        total += rate * (high - low) * mp.exp(rate * high) * (mp.e1(rate * (high - t)) - mp.e1(rate * (high - a)))
    return (1 - s) / (s * total)


def case(given, rung, variance, alignment=None):
    """What comes of one study: variance and effective number, yi and vi on every measure, moved if asked."""
    s = exact(given["survival"])
    result = {"given": given, "rung": rung, "variance": variance, "effectiveTotal": s * (1 - s) / variance, "effects": {}}
    if alignment:
        power = (exact(alignment["time"]) / exact(given["time"])) ** exact(alignment["shape"])
        # The variance on log(-log) is the same at both times.
        v = variance / (s * mp.log(s)) ** 2
        s = mp.exp(power * mp.log(s))
        variance = v * (s * mp.log(s)) ** 2
        result["alignment"] = alignment
    for measure, scale in MEASURES.items():
        g, slope = SCALES[scale]
        result["effects"][measure] = [g(s), slope(s) ** 2 * variance]
    return result


def binomial(s, n):
    return exact(s) * (1 - exact(s)) / n


def ladder():
    cases = []
    moves = [None, {"time": 30.0, "shape": 1.0}, {"time": 18.0, "shape": 1.4}]
    for s, t, move in itertools.product([0.03, 0.32, 0.5, 0.72, 0.97], [12.0, 24.0], moves):
        base = {"survival": s, "time": t}
        cases.append(case({**base, "standardError": 0.043}, "a", exact(0.043) ** 2, move))
        n = min(exact(37) / exact(s), exact(120))
        cases.append(case({**base, "atRisk": 37, "total": 120}, "g", binomial(s, n), move))
        cases.append(case({**base, "total": 120, "censored": 31}, "h", binomial(s, 120 - exact(31) / 2), move))
        for low, high in [(0.0, 25.0), (8.0, 64.0), (13.0, 40.0), (30.0, 90.0)]:
            share = by_follow_up(s, t, low, high)
            cases.append(
                case({**base, "total": 120, "followUpLow": low, "followUpHigh": high}, "i", binomial(s, 120 * share), move))
        share = by_follow_up(s, t, 0, 2 * 17.5)
        cases.append(case({**base, "total": 120, "followUpMedian": 17.5}, "i", binomial(s, 120 * share), move))
        cases.append(case({**base, "total": 120}, "j", binomial(s, mp.mpf(120)), move))
    for s, t, move, level in itertools.product([0.08, 0.32, 0.61, 0.9], [24.0], moves, [0.9, 0.95, 0.99]):
        for scale, (g, slope) in SCALES.items():
            # Limits made on the scale, kept to full precision: the scale has to be found again.
            half = z(level) * exact(0.02) * abs(slope(exact(s)))
            limits = sorted(float(INVERSE[scale](g(exact(s)) + sign * half)) for sign in (-1, 1))
            found, error, _ = by_interval(s, *limits, level)
            assert found == scale, (s, scale, found)
            given = {"survival": s, "time": t, "lower": limits[0], "upper": limits[1], "level": level}
            cases.append(case({**given, "scale": scale}, RUNG[scale], error**2, move))
    for s, low, high in [(0.72, 0.61, 0.80), (0.55, 0.40, 0.70), (0.67, 0.60, 0.74), (0.9, 0.82, 0.95), (0.21, 0.12, 0.36)]:
        found, error, off = by_interval(s, low, high, 0.95)
        given = {"survival": s, "time": 36.0, "lower": low, "upper": high, "level": 0.95, "scale": found}
        cases.append({**case(given, RUNG[found], error**2), "off": off})
    return cases


def life_tables():
    tables = []
    for rows in [[[23, 1], [20, 3], [15.5, 2]], [[11, 1], [10, 1], [8, 1], [7, 1], [5, 1], [4, 1]], [[400, 13], [310, 40]]]:
        s = mp.mpf(1)
        total = mp.mpf(0)
        for n, d in rows:
            s *= 1 - exact(d) / exact(n)
            total += exact(d) / (exact(n) * (exact(n) - exact(d)))
        tables.append({"rows": rows, "survival": s, "variance": s * s * total})
    return tables


def likelihoods():
    """Maximum of the binomial-normal likelihood for numbers that are not whole, integrated on 4,001 points."""
    results = []
    for given in [
        [[0.72, 84.3], [0.65, 63.2], [0.8, 50.5], [0.55, 80.25], [0.91, 41.7]],
        [[0.67, 134.6], [0.32, 206.1], [0.64, 156.0], [0.5, 77.7]],
    ]:
        n = np.array([b for _, b in given])
        x = n * np.array([a for a, _ in given])
        constant = special.gammaln(n + 1) - special.gammaln(x + 1) - special.gammaln(n - x + 1)
        b = np.linspace(-9, 9, 4001)
        weight = np.exp(-b * b / 2) / np.sqrt(2 * np.pi) * (b[1] - b[0])

        def negative(parameters):
            eta = parameters[0] + np.exp(parameters[1]) * b[:, None]
            log = constant + x * eta - n * np.logaddexp(0, eta)
            return -np.sum(np.log(weight @ np.exp(log)))

        best = optimize.minimize(negative, [0.5, -1.0], method="Nelder-Mead", options={"xatol": 1e-11, "fatol": 1e-13, "maxiter": 4000})
        results.append(
            {"counts": given, "value": best.x[0], "tau2": np.exp(2 * best.x[1]), "logLikelihood": -best.fun})
    return results


def plain(value):
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return float(value) if isinstance(value, (mp.mpf, np.floating)) else value


document = {
    "made_with": f"mpmath {mp.__version__}, numpy {np.__version__}, scipy {scipy.__version__}",
    "ladder": ladder(),
    "lifeTables": life_tables(),
    "likelihoods": likelihoods(),
}
path = Path(__file__).with_name("survival_at.json")
path.write_text(json.dumps(plain(document), indent=1, sort_keys=True) + "\n")
print(f"{path.name}: {len(document['ladder'])} studies")
