"""Maximum likelihood of counts by brute force, for Tests/PoolingTests/Likelihoods*: writes glmm.json.

Independent of Copse and of R: the likelihood is integrated by the trapezoidal rule on a dense grid (spectrally exact
for these integrands, which vanish with all derivatives at both ends), differentiated by complex steps, and its
gradient solved for 0 in all parameters at once, study intercepts included. Standard errors come from differences of
that gradient. The noncentral hypergeometric values are exact sums in rational arithmetic and mpmath.

    python3 Tests/Reference/glmm_reference.py          (numpy, scipy, mpmath; about two minutes)
"""

import csv, json, math, pathlib
import mpmath, numpy as np
from scipy import optimize, special

ROOT = pathlib.Path(__file__).resolve().parents[2]


def dataset(name):
    return list(csv.DictReader(open(ROOT / "Datasets" / name / "data.csv")))


def softplus(x):
    positive = x.real > 0
    y = np.where(positive, -x, x)
    return np.where(positive, x, 0) + np.log1p(np.exp(y))


def binomial(x, n):
    constant = special.gammaln(n + 1) - special.gammaln(x + 1) - special.gammaln(n - x + 1)
    return lambda eta: x * eta - n * softplus(eta) + constant


def poisson(x, t):
    return lambda eta: x * (eta + math.log(t)) - t * np.exp(eta) - special.gammaln(x + 1)


def hypergeometric(a, n1, c, n2):
    m = int(a + c)
    u = np.arange(max(0, m - int(n2)), min(int(n1), m) + 1)
    w = (special.gammaln(n1 + 1) - special.gammaln(u + 1) - special.gammaln(n1 - u + 1)
         + special.gammaln(n2 + 1) - special.gammaln(m - u + 1) - special.gammaln(n2 - m + u + 1))

    def value(eta):
        terms = w + np.multiply.outer(eta, u)
        top = terms.real.max(axis=-1, keepdims=True)
        total = np.log(np.exp(terms - top).sum(axis=-1)) + top[..., 0]
        return w[int(a) - u[0]] + a * eta - total

    return value


class Model:
    """studies: lists of cells (loglik, offset, fixed design row, random design row)."""

    def __init__(self, studies, parameters, deviations, step=0.1):
        self.studies, self.p, self.d, self.step = studies, parameters, deviations, step
        self.grids = None

    def place_grids(self, psi):
        """Per study, the center and widths of the grid, by a plain search at psi."""
        self.grids = []
        for cells in self.studies:
            h = lambda b: -self.integrand(cells, psi, [np.array([x + 0j]) for x in b])[0].real
            if self.d == 0:
                self.grids.append(None)
                continue
            best = optimize.minimize(h, np.zeros(self.d), method="BFGS").x
            widths = []
            for j in range(self.d):
                e = np.zeros(self.d)
                e[j] = 1e-3
                widths.append(1 / math.sqrt((h(best + e) - 2 * h(best) + h(best - e)) / 1e-6))
            self.grids.append((best, widths))

    def integrand(self, cells, psi, b):
        total = 0
        for loglik, offset, fixed, random in cells:
            eta = offset + sum(f * psi[i] for i, f in fixed.items())
            for j in range(self.d):
                eta = eta + random[j] * psi[self.p + j] * b[j]
            total = total + loglik(np.atleast_1d(eta))
        for j in range(self.d):
            total = total - b[j] ** 2 / 2
        return total

    def loglik(self, psi):
        total = 0
        half = 16 if self.d < 2 else 30
        t = np.arange(-half, half + self.step / 2, self.step)
        for cells, grid in zip(self.studies, self.grids):
            if self.d == 0:
                total = total + self.integrand(cells, psi, [])[0]
                continue
            center, widths = grid
            axes = [c + w * t for c, w in zip(center, widths)]
            b = [axes[0]] if self.d == 1 else [g.ravel() for g in np.meshgrid(*axes, indexing="ij")]
            terms = self.integrand(cells, psi, b)
            top = terms.real.max()
            area = math.prod(w * self.step for w in widths) / (2 * math.pi) ** (self.d / 2)
            total = total + np.log(np.exp(terms - top).sum() * area) + top
        return total

    def gradient(self, psi):
        g = np.empty(len(psi))
        for i in range(len(psi)):
            z = np.array(psi, dtype=complex)
            z[i] += 1e-30j
            g[i] = self.loglik(z).imag / 1e-30
        return g

    def fit(self, start):
        psi = np.array(start, dtype=float)
        for _ in range(2):
            self.place_grids(psi)
            psi = optimize.minimize(
                lambda x: -self.loglik(x.astype(complex)).real, psi, jac=lambda x: -self.gradient(x),
                method="BFGS", options={"gtol": 1e-6}).x
        self.place_grids(psi)
        psi = optimize.root(self.gradient, psi, tol=1e-14, options={"xtol": 1e-14}).x
        n, h = len(psi), 1e-5
        hessian = np.empty((n, n))
        for i in range(n):
            e = np.zeros(n)
            e[i] = h
            hessian[i] = (self.gradient(psi + e) - self.gradient(psi - e)) / (2 * h)
        covariance = np.linalg.inv(-(hessian + hessian.T) / 2)
        return psi, float(self.loglik(psi.astype(complex)).real), np.sqrt(np.diag(covariance)), np.abs(self.gradient(psi)).max()


def build(kind, approach, rows, random):
    """The model of these counts, with where its search starts."""
    if kind in ("one", "rate1"):
        law = binomial if kind == "one" else poisson
        x, n = sum(r[0] for r in rows), sum(r[1] for r in rows)
        start = math.log(x / (n - x)) if kind == "one" else math.log(x / n)
        studies = [[(law(x, n), 0, {0: 1}, [1])] for x, n in rows]
        return Model(studies, 1, 1 if random else 0), [start] + [0.5] * random
    law = binomial if kind == "two" else poisson
    if approach in ("cm-el", "cm-al"):
        rows = [r for r in rows if r[0] + r[2] > 0]
        if kind == "two" and approach == "cm-el":
            studies = [[(hypergeometric(*r), 0, {0: 1}, [1])] for r in rows]
        else:
            studies = [[(binomial(a, a + c), math.log(n1 / n2), {0: 1}, [1])] for a, n1, c, n2 in rows]
        return Model(studies, 1, 1 if random else 0), [0.0] + [0.5] * random
    if approach == "um-fs":
        rows = [r for r in rows if r[0] + r[2] > 0]
        studies, start = [], [0.0]
        for i, (a, n1, c, n2) in enumerate(rows):
            studies.append([(law(a, n1), 0, {0: 1, i + 1: 1}, [0.5]), (law(c, n2), 0, {i + 1: 1}, [-0.5])])
            start.append(math.log((a + c) / (n1 + n2)))
        return Model(studies, len(start), 1 if random else 0), start + [0.5] * random
    studies = [[(law(a, n1), 0, {0: 1, 1: 1}, [1, 0.5]), (law(c, n2), 0, {1: 1}, [1, -0.5])] for a, n1, c, n2 in rows]
    crude = math.log(sum(r[2] for r in rows) / sum(r[3] for r in rows))
    return Model(studies, 2, 2 if random else 1, step=0.1 if not random else 0.35), [0.0, crude, 1.0] + [0.5] * random


def beta_binomial(rows):
    x, n = np.array(rows).T

    def loglik(psi):
        pi, g = special.expit(psi[0]), math.exp(psi[1])
        a, b = pi / g, (1 - pi) / g
        c = special.gammaln(n + 1) - special.gammaln(x + 1) - special.gammaln(n - x + 1)
        return float(np.sum(c + special.betaln(x + a, n - x + b) - special.betaln(a, b)))

    def gradient(psi):
        pi, g = special.expit(psi[0]), math.exp(psi[1])
        a, b = pi / g, (1 - pi) / g
        s = special.digamma
        da = np.sum(s(x + a) - s(n + a + b) - s(a) + s(a + b))
        db = np.sum(s(n - x + b) - s(n + a + b) - s(b) + s(a + b))
        return np.array([(da - db) * pi * (1 - pi) / g, -(da * a + db * b)])

    psi = optimize.minimize(lambda p: -loglik(p), [math.log(x.sum() / (n - x).sum()), -3], method="Nelder-Mead").x
    psi = optimize.root(gradient, psi, tol=1e-14).x
    h = 1e-5
    hessian = np.array([(gradient(psi + e) - gradient(psi - e)) / (2 * h) for e in np.eye(2) * h])
    se = math.sqrt(np.linalg.inv(-(hessian + hessian.T) / 2)[0, 0])
    g = math.exp(psi[1])
    return dict(value=psi[0], se=se, rho=g / (1 + g), logLikelihood=loglik(psi))


def noncentral(n1, n2, m, theta, x):
    mpmath.mp.dps = 60
    low, high = max(0, m - n2), min(n1, m)
    t = {u: mpmath.mpf(math.comb(n1, u) * math.comb(n2, m - u)) * mpmath.e ** (mpmath.mpf(theta) * u)
         for u in range(low, high + 1)}
    s = mpmath.fsum(t.values())
    mean = mpmath.fsum(u * v for u, v in t.items()) / s
    variance = mpmath.fsum((u - mean) ** 2 * v for u, v in t.items()) / s
    return dict(firstTotal=n1, secondTotal=n2, events=m, logOdds=theta, x=x, mean=float(mean), variance=float(variance),
                logProbability=float(mpmath.log(t[x] / s)), cumulative=float(mpmath.fsum(t[u] for u in t if u <= x) / s),
                upperTail=float(mpmath.fsum(t[u] for u in t if u > x) / s))


def main():
    number = lambda r, *names: [float(r[k]) for k in names]
    catheter, bcg = dataset("catheter-infection"), dataset("bcg-vaccine")
    pairs = ("events1", "total1", "events2", "total2")
    # Small trials, one of them 0 of 37.
    small = [[0, 37], [2, 40], [1, 35], [3, 38], [2, 29], [9, 41], [1, 33], [2, 36], [3, 40], [5, 44]]
    # Hart 1999 (warfarin and placebo, strokes and patient-years); Niel-Weise 2008 (infections and catheter-days).
    hart = [[9, 413, 19, 398], [8, 263, 19, 245], [3, 487, 13, 435], [6, 237, 9, 241], [7, 489, 23, 483],
            [20, 507, 50, 405]]
    weise = [[7, 1344, 11, 1988], [8, 1600, 8, 1461], [3, 12012, 14, 10962], [6, 1536, 10, 1503], [1, 370, 1, 483],
             [1, 729, 8, 913], [17, 6760, 15, 6840], [3, 1107, 7, 1015], [2, 320, 3, 440]]
    jobs = [("catheter-treated", "one", "um-fs", [number(r, *pairs[:2]) for r in catheter]),
            ("catheter-control", "one", "um-fs", [number(r, *pairs[2:]) for r in catheter]),
            ("small-trials", "one", "um-fs", small), ("niel-weise-2008", "rate1", "um-fs", [r[:2] for r in weise])]
    for approach in ("um-fs", "cm-el", "cm-al", "um-rs"):
        jobs.append(("catheter", "two", approach, [number(r, *pairs) for r in catheter]))
        jobs.append(("bcg", "two", approach, [number(r, *pairs) for r in bcg]))
    for approach in ("um-fs", "cm-el", "um-rs"):
        jobs.append(("niel-weise-2008", "rate2", approach, weise))
    jobs.append(("hart-1999", "rate2", "um-rs", hart))
    fits = []
    for name, kind, approach, rows in jobs:
        for random in (False, True):
            if name == "hart-1999" and random:
                continue
            model, start = build(kind, approach, rows, random)
            psi, loglik, se, slope = model.fit(start)
            deviations = psi[model.p:]
            fit = dict(name=name, kind=kind, approach=approach, isRandom=random, rows=rows, value=psi[0], se=se[0],
                       logLikelihood=loglik, tau2=deviations[-1] ** 2 if random else None,
                       interceptVariance=deviations[0] ** 2 if approach == "um-rs" else None, gradient=slope)
            print(name, kind, approach, random, psi[0], se[0], fit["tau2"], loglik, slope, flush=True)
            fits.append(fit)
    betas = [dict(name=n, rows=r, **beta_binomial(r)) for n, k, _, r in jobs if k == "one"]
    laws = [noncentral(*a) for a in [(123, 139, 15, 0.0, 4), (123, 139, 15, -1.1, 4), (5069, 5808, 1004, -0.02, 505),
                                     (10, 10, 10, 5.5, 3), (10, 10, 10, -30.0, 0), (37, 40, 5, 0.7, 0),
                                     (50000, 3, 40000, 2.0, 39998), (400, 500, 450, 12.0, 395), (9, 4, 13, 1.0, 9)]]
    with open(pathlib.Path(__file__).with_name("glmm.json"), "w") as file:
        json.dump(dict(fits=fits, betaBinomial=betas, noncentralHypergeometric=laws), file, indent=1)
        file.write("\n")


main()
