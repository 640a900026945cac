"""Summary survival curves of random sets of studies, computed from the definitions with numpy and scipy.

    python3 Tests/Reference/summary_curve.py > Tests/Reference/summary_curve.json

Independent of Copse: every study is stacked into one long vector, with a selection matrix for what it observes and full
covariance matrices. The studies end early, some at survival 0; in some sets times are left out, and survival there is
interpolated as under a constant hazard, with the number at risk falling in proportion to survival.
"""

import json
import sys

import numpy as np
from scipy import stats

Z = stats.norm.ppf(0.975)


def simulate(rng, k, times, gaps):
    """Studies as lists of (time, survival, at risk at the start of the interval)."""
    studies = []
    for index in range(k):
        n = int(rng.integers(8, 300))
        rate = np.exp(rng.normal(-2.2, 0.6))
        last = len(times) if index == 0 else int(rng.integers(1, len(times) + 1))
        start, survival, at_risk, points = 0.0, 1.0, float(n), []
        for time in times[:last]:
            alive = int(rng.binomial(round(at_risk), np.exp(-rate * (time - start) ** 0.9)))
            now = round(survival * alive / at_risk, 3)
            now = min(now, survival)
            points.append([float(time), now, at_risk])
            survival, start = now, time
            at_risk = float(alive - rng.binomial(alive, 0.05))
            if survival == 0 or at_risk < 1:
                break
        if gaps and len(points) > 2:
            kept = [p for p in points[:-1] if rng.random() < 0.7] + [points[-1]]
            points = kept
        studies.append({"group": "ab"[int(rng.integers(0, 2))], "points": points})
    return studies


def survival_between(left, right, time):
    (t0, s0), (t1, s1) = left, right
    share = (time - t0) / (t1 - t0)
    return s0 * (1 - share) if s1 == 0 else np.exp(np.log(s0) + share * (np.log(s1) - np.log(s0)))


def on_grid(points, grid):
    """y, v and how many intervals are interpolated."""
    known = [(0.0, 1.0)] + [(t, s) for t, s, _ in points]
    risk = {known[i][0]: points[i][2] for i in range(len(points))}
    y, v, filled, previous = [], [], 0, (0.0, 1.0)
    for time in grid:
        if time > known[-1][0]:
            break
        inside = max(t for t, _ in known if t <= previous[0])
        n = risk[inside] * previous[1] / dict(known)[inside]
        if time in dict(known):
            now = dict(known)[time]
        else:
            left = max(p for p in known if p[0] < time)
            right = min(p for p in known if p[0] > time)
            now = survival_between(left, right, time)
            filled += 1
        q = now / previous[1]
        y.append(np.arcsin(np.sqrt((n * q + 0.25) / (n + 0.5))))
        v.append(1 / (4 * n + 2))
        previous = (time, now)
        if now == 0:
            break
    return np.array(y), np.array(v), filled


def between_studies(data, size):
    sigma = np.zeros((size, size))
    for j in range(size):
        for l in range(size):
            rows = [(y[j], y[l], v[j], v[l]) for y, v, _ in data if len(y) > max(j, l)]
            if len(rows) < 2:
                continue
            a, b, va, vb = np.array(rows).T
            w = (va * vb) ** -0.5
            q = np.sum(w * (a - np.average(a, weights=w)) * (b - np.average(b, weights=w)))
            sigma[j, l] = (q - (len(rows) - 1) * (j == l)) / (w.sum() - (w**2).sum() / w.sum())
    values, vectors = np.linalg.eigh(sigma)
    return sum(max(0, e) * np.outer(u, u) for e, u in zip(values, vectors.T))


def curve(data, grid, sigma):
    size = len(grid)
    x = np.vstack([np.eye(size)[: len(y)] for y, _, _ in data])
    y = np.concatenate([y for y, _, _ in data])
    total = np.zeros((len(y), len(y)))
    start = 0
    for yi, vi, _ in data:
        m = len(yi)
        total[start : start + m, start : start + m] = np.diag(vi) + sigma[:m, :m]
        start += m
    weight = np.linalg.inv(total)
    covariance = np.linalg.inv(x.T @ weight @ x)
    beta = covariance @ x.T @ weight @ y
    inside = np.clip(beta, 0, np.pi / 2)
    survival = np.cumprod(np.sin(inside) ** 2)
    slope = np.tril(np.ones((size, size))) @ np.diag(2 / np.tan(inside))
    log_covariance = slope @ covariance @ slope.T
    log_new = slope @ (covariance + sigma) @ slope.T
    t, s = np.concatenate([[0], grid]), np.concatenate([[1], survival])
    below = np.nonzero(s <= 0.5)[0]
    median = None
    if len(below):
        i = below[0]
        median = float(np.interp(0.5, [s[i], s[i - 1]], [t[i], t[i - 1]]))
    unit = np.array([np.trapezoid(np.eye(size + 1)[i], t) for i in range(1, size + 1)]) * survival
    se = np.sqrt(np.diag(log_covariance))
    loglog = np.exp(-np.exp(np.log(-np.log(survival)) + np.outer([1, -1], Z * se / np.abs(np.log(survival)))))
    new = np.exp(
        -np.exp(
            np.log(-np.log(survival))
            + np.outer([1, -1], Z * np.sqrt(np.diag(log_new)) / np.abs(np.log(survival)))
        )
    )
    return beta, {
        "survival": survival.tolist(),
        "logSE": se.tolist(),
        "lower": loglog[0].tolist(),
        "upper": loglog[1].tolist(),
        "predictionLower": new[0].tolist(),
        "predictionUpper": new[1].tolist(),
        "median": median,
        "restrictedMean": float(np.trapezoid(s, t)),
        "restrictedMeanSE": float(np.sqrt(unit @ log_covariance @ unit)),
    }


def heterogeneity(data, grid):
    beta, _ = curve(data, grid, np.zeros((len(grid), len(grid))))
    q = sum(np.sum((y - beta[: len(y)]) ** 2 / v) for y, v, _ in data)
    observations = sum(len(y) - filled for y, _, filled in data)
    return float(q), observations


def case(rng, k, size, gaps):
    times = np.cumsum(rng.integers(1, 5, size)).astype(float)
    studies = simulate(rng, k, times, gaps)
    grid = sorted({p[0] for s in studies for p in s["points"]})
    data = [on_grid(s["points"], grid) for s in studies]
    grid = grid[: max(len(y) for y, _, _ in data)]
    sigma = between_studies(data, len(grid))
    q, observations = heterogeneity(data, grid)
    within, df = 0.0, -len(grid)
    for group in sorted({s["group"] for s in studies}):
        part = [d for d, s in zip(data, studies) if s["group"] == group]
        reached = max(len(y) for y, _, _ in part)
        within += heterogeneity(part, grid[:reached])[0]
        df += reached
    return {
        "studies": studies,
        "times": grid,
        "sigma": sigma.tolist(),
        "q": q,
        "observations": observations,
        "strataQ": q - within,
        "strataDF": df,
        "strataP": float(stats.chi2.sf(q - within, df)) if df > 0 else None,
        "common": curve(data, grid, 0 * sigma)[1],
        "random": curve(data, grid, sigma)[1],
    }


def main():
    rng = np.random.default_rng(20140615)
    shapes = [(1, 4, False), (2, 1, False), (2, 5, False), (3, 6, True), (4, 3, False), (6, 8, False)]
    shapes += [(8, 7, True), (10, 12, False), (12, 5, True), (15, 15, False), (20, 9, True), (27, 20, False)]
    cases = [case(rng, *shape) for shape in shapes]
    json.dump({"numpy": np.__version__, "cases": cases}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
