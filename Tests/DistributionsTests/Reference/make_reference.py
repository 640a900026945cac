"""Writes reference.json: values of the distribution functions at 60 digits, rounded once to a double.

    python3 make_reference.py > reference.json     (mpmath 1.3.0, scipy 1.17.1; about ten seconds)

Every tail is computed on the side where it is small, by the textbook series or continued fraction
(Abramowitz and Stegun 6.5.29, 6.5.31, 26.5.8), never as a difference of near-equal numbers. Quantiles are
roots of these tails by Newton's method; scipy only gives the starting point. Arguments are doubles and
enter exactly. `check_against_mpmath` holds the sums against mpmath's own functions.
"""

import json
from functools import lru_cache
from math import comb

from mpmath import mp, mpf, log, exp, loggamma, sqrt, pi, erfc, betainc, gammainc
from scipy import stats

mp.dps = 60
EPS = mpf(10) ** -58


# ---- tails: (lower, upper) ------------------------------------------------------------------------------

def continued_fraction(b0, coefficients):
    """b0 + a1/(b1 + a2/(b2 + …)) by the modified Lentz method; `coefficients` yields (a, b)."""
    f = c = b0
    d = mpf(0)
    for a, b in coefficients:
        d = 1 / (b + a * d)
        c = b + a / c
        f *= c * d
        if abs(c * d - 1) < EPS:
            return f


def gamma_tails(a, x):
    """P(a, x) by its series for x below a + 1, else Q(a, x) by Legendre's continued fraction."""
    a, x = mpf(a), mpf(x)
    front = exp(a * log(x) - x - loggamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = 0
        while term > EPS * total:
            n += 1
            term *= x / (a + n)
            total += term
        lower = front * total
        return lower, 1 - lower

    def coefficients():
        n = 0
        while True:
            n += 1
            yield -n * (n - a), x + 2 * n + 1 - a

    upper = front / continued_fraction(x + 1 - a, coefficients())
    return 1 - upper, upper


def beta_fraction(x, y, a, b):
    """I_x(a, b), y = 1 − x, by the continued fraction; for x below the mean."""
    def coefficients():
        yield mpf(1), mpf(1)
        m = 0
        while True:
            yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), mpf(1)
            m += 1
            yield m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), mpf(1)

    front = exp(a * log(x) + b * log(y) - loggamma(a) - loggamma(b) + loggamma(a + b)) / a
    # Lentz needs b0 ≠ 0: evaluate 1 + fraction and take the 1 off again (the fraction is of order 1).
    return front * (continued_fraction(mpf(1), coefficients()) - 1)


def beta_tails(x, y, a, b):
    a, b = mpf(a), mpf(b)
    if x * b < y * a:
        lower = beta_fraction(x, y, a, b)
        return lower, 1 - lower
    upper = beta_fraction(y, x, b, a)
    return 1 - upper, upper


# ---- distributions: density, tails ------------------------------------------------------------------------

class Normal:
    def density(x): return exp(-x * x / 2) / sqrt(2 * pi)
    def tails(x): return erfc(-x / sqrt(2)) / 2, erfc(x / sqrt(2)) / 2
    def support(): return -mp.inf, mp.inf


class StudentT:
    def density(x, n):
        n = mpf(n)
        return exp(loggamma((n + 1) / 2) - loggamma(n / 2) - (n + 1) / 2 * log(1 + x * x / n)) / sqrt(n * pi)

    def tails(x, n):
        n = mpf(n)
        if x == 0:
            return mpf(1) / 2, mpf(1) / 2
        small = beta_tails(n / (n + x * x), x * x / (n + x * x), n / 2, mpf(1) / 2)[0] / 2
        return (small, 1 - small) if x < 0 else (1 - small, small)

    def support(n): return -mp.inf, mp.inf


class Gamma:
    def density(x, a, s):
        a, s = mpf(a), mpf(s)
        return exp((a - 1) * log(x / s) - x / s - loggamma(a)) / s

    def tails(x, a, s): return gamma_tails(a, x / mpf(s))
    def support(a, s): return mpf(0), mp.inf


class ChiSquared:
    def density(x, n): return Gamma.density(x, mpf(n) / 2, 2)
    def tails(x, n): return Gamma.tails(x, mpf(n) / 2, 2)
    def support(n): return mpf(0), mp.inf


class Beta:
    def density(x, a, b):
        a, b = mpf(a), mpf(b)
        return exp((a - 1) * log(x) + (b - 1) * log(1 - x) + loggamma(a + b) - loggamma(a) - loggamma(b))

    def tails(x, a, b): return beta_tails(x, 1 - x, a, b)
    def support(a, b): return mpf(0), mpf(1)


class F:
    def density(x, m, n):
        m, n = mpf(m), mpf(n)
        u = m * x / (m * x + n)
        return Beta.density(u, m / 2, n / 2) * u * (n / (m * x + n)) / x

    def tails(x, m, n):
        m, n = mpf(m), mpf(n)
        return beta_tails(m * x / (m * x + n), n / (m * x + n), m / 2, n / 2)

    def support(m, n): return mpf(0), mp.inf


class Binomial:
    def density(k, n, p):
        p = mpf(p)
        return mp.binomial(n, k) * p**k * (1 - p) ** (n - k)

    def tails(k, n, p):
        if k == n:
            return mpf(1), mpf(0)
        p = mpf(p)
        return beta_tails(1 - p, p, n - k, k + 1)


class Poisson:
    def density(k, m): return exp(k * log(mpf(m)) - mpf(m) - loggamma(k + 1))
    def tails(k, m): return gamma_tails(k + 1, m)[::-1]


class Hypergeometric:
    """Whole-number sums; population N, successes K, draws n."""

    def density(k, N, K, n):
        return mpf(int(mp.binomial(K, k)) * int(mp.binomial(N - K, n - k))) / int(mp.binomial(N, n))

    def tails(k, N, K, n):
        weights = Hypergeometric.weights(N, K, n)
        low = max(0, n + K - N)
        total = sum(weights)
        return mpf(sum(weights[: k - low + 1])) / total, mpf(sum(weights[k - low + 1:])) / total

    @lru_cache
    def weights(N, K, n):
        low, high = max(0, n + K - N), min(n, K)
        return [comb(K, k) * comb(N - K, n - k) for k in range(low, high + 1)]


# ---- quantiles --------------------------------------------------------------------------------------------

def start(name, parameters, p, side):
    """Where to begin; any point that leads to convergence would do."""
    frozen = {
        "Normal": lambda: stats.norm(), "StudentT": lambda n: stats.t(n), "ChiSquared": lambda n: stats.chi2(n),
        "Gamma": lambda a, s: stats.gamma(a, scale=s), "Beta": lambda a, b: stats.beta(a, b),
        "F": lambda m, n: stats.f(m, n),
    }[name](*parameters)
    return mpf(float(frozen.ppf(p) if side == 0 else frozen.isf(p)))


def root(distribution, parameters, p, side):
    """The x with tails(x)[side] = p, by Newton's method for log tail in log x; None outside the range of doubles."""
    low, high = distribution.support(*parameters)
    x = start(distribution.__name__, parameters, p, side)
    if not low < x < high:
        return None
    p = mpf(p)
    for _ in range(60):
        tail = distribution.tails(x, *parameters)[side]
        step = log(tail / p) * tail / (distribution.density(x, *parameters) * x) * (1 if side == 0 else -1)
        moved = x * exp(-step)
        x = moved if low < moved < high else (x + high) / 2
        if abs(step) < mpf(10) ** -35:
            return x if mpf("1e-300") < abs(x) < mpf("1e300") else None
    raise ArithmeticError(f"no convergence: {distribution.__name__}{parameters} {p} {side}")


# ---- grids ------------------------------------------------------------------------------------------------

STEPS = [-1e-300, -1e-200, -1e-100, -1e-30, -1e-10, -1e-4, -0.025, -0.3,
         0.3, 0.025, 1e-4, 1e-10, 1e-30, 1e-100, 1e-200, 1e-300]  # negative: lower tail; positive: upper tail

CONTINUOUS = {
    "Normal": (Normal, [()]),
    "StudentT": (StudentT, [(n,) for n in (0.5, 1, 2, 3, 4.5, 10, 30, 200, 1e4, 1e6, 1e9)]),
    "ChiSquared": (ChiSquared, [(n,) for n in (0.1, 1, 2, 3, 7.5, 12, 60, 500, 4000)]),
    "Gamma": (Gamma, [(0.01, 1), (0.5, 3), (1, 0.25), (2.5, 1e-3), (40, 7), (900, 1e4)]),
    "Beta": (Beta, [(0.05, 0.1), (0.5, 0.5), (1, 3), (2, 1), (2, 5), (30, 0.5), (11, 120), (300, 400), (1e4, 3), (2e4, 3e4)]),
    "FDistribution": (F, [(1, 1), (1, 12), (2, 5), (3, 100), (7.5, 2.5), (12, 40), (100, 1), (500, 600), (2, 1e5)]),
}

DISCRETE = {
    "Binomial": (Binomial, [
        ((1, 0.3), [0, 1]), ((10, 0.5), [0, 3, 5, 9, 10]), ((50, 1e-3), [0, 1, 5, 20, 49]),
        ((200, 0.9), [1, 60, 150, 180, 195, 199]), ((1000, 0.02), [0, 5, 20, 60, 150]),
        ((100000, 0.3), [25000, 29500, 30000, 30400, 35000])]),
    "Poisson": (Poisson, [
        ((1e-3,), [0, 1, 4, 60]), ((0.7,), [0, 1, 10, 100]), ((5.5,), [0, 2, 5, 20, 150]),
        ((80,), [0, 20, 80, 140, 400]), ((3000,), [1400, 2800, 3000, 3200, 5500])]),
    "Hypergeometric": (Hypergeometric, [
        ((20, 8, 5), [0, 1, 3, 4, 5]), ((13, 13, 4), [4]), ((30, 12, 25), [7, 9, 10, 11, 12]),
        ((500, 60, 100), [0, 5, 12, 30, 55, 59]), ((5000, 2500, 1200), [200, 500, 600, 640, 900]),
        ((250000, 9000, 700), [0, 10, 25, 40, 150])]),
}


def rounded(value):
    return float(mp.nstr(value, 25, min_fixed=0, max_fixed=0))


def grid():
    for name, (distribution, parameter_sets) in CONTINUOUS.items():
        for parameters in parameter_sets:
            for step in STEPS:
                side, p = (0, -step) if step < 0 else (1, step)
                exact = root(distribution, parameters, p, side)
                if exact is None:
                    continue
                x = rounded(exact)
                lower, upper = distribution.tails(mpf(x), *parameters)
                yield {"distribution": name, "parameters": parameters, "tail": "lower" if side == 0 else "upper",
                       "p": p, "quantile": x, "x": x, "density": rounded(distribution.density(mpf(x), *parameters)),
                       "cumulative": rounded(lower), "upperTail": rounded(upper)}


def discrete_grid():
    for name, (distribution, entries) in DISCRETE.items():
        for parameters, ks in entries:
            for k in ks:
                lower, upper = distribution.tails(k, *parameters)
                yield {"distribution": name, "parameters": parameters, "k": k,
                       "probability": rounded(distribution.density(k, *parameters)),
                       "cumulative": rounded(lower), "upperTail": rounded(upper)}


def special_grid():
    for x in (1e-300, 1e-10, 0.3, 0.999999, 1.0000001, 1.5, 1.9999, 2.00001, 3, 10.5, 171, 1e4, 1e10, 1e300):
        yield {"function": "logGamma", "arguments": [x], "value": rounded(loggamma(mpf(x)))}
    for n, k in ((5, 0), (5, 2), (30, 15), (60, 29), (70, 35), (1000, 3), (1000, 500), (10**6, 31), (10**6, 499999), (10**9, 12345)):
        value = loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)
        yield {"function": "logBinomialCoefficient", "arguments": [n, k], "value": rounded(value)}
    for a, b, x in ((0.5, 0.5, 0.1), (2, 3, 0.5), (20, 1, 0.999), (1e-3, 5, 1e-20), (600, 400, 0.55), (5, 1e4, 1e-5)):
        value = beta_tails(mpf(x), 1 - mpf(x), a, b)[0]
        yield {"function": "regularizedIncompleteBeta", "arguments": [a, b, x], "value": rounded(value)}


def check_against_mpmath():
    """The sums above against mpmath's own functions, where those are quick."""
    for a, b, x in ((0.5, 0.5, 0.1), (2, 5, 0.3), (30, 0.5, 0.95)):
        with mp.workdps(60):
            assert abs(beta_tails(mpf(x), 1 - mpf(x), a, b)[0] / betainc(a, b, 0, x, regularized=True) - 1) < 1e-40
    for a, x in ((0.05, 0.2), (3.5, 9.0), (40, 30.0)):
        assert abs(gamma_tails(a, x)[1] / gammainc(a, x, mp.inf, regularized=True) - 1) < 1e-40


if __name__ == "__main__":
    check_against_mpmath()
    groups = {"continuous": list(grid()), "discrete": list(discrete_grid()), "special": list(special_grid())}
    print("{")
    for i, (group, cases) in enumerate(groups.items()):
        print(f'  "{group}": [')
        print(",\n".join("    " + json.dumps(case) for case in cases))
        print("  ]" + ("," if i + 1 < len(groups) else ""))
    print("}")
