"""Times fits by PyMARE on the numbers that Copse fitted.

    python3 Benchmarks/peers/pymare_fit.py DATA COPSE

DATA has the columns yi, vi and x1, x2, ... for the moderators: `fit-times drawn`. COPSE is what `fit-times large` printed
on the same. Both must give the same tau2 and coefficients, or nothing is timed. Prints CSV: k, moderators, estimator, CPU
seconds of the estimator alone, of a whole fit, and the largest relative difference from Copse.

The estimator alone gives tau2, the coefficients and their covariance by Knapp and Hartung. A whole fit adds tests and
limits of the coefficients, the Q-profile limits of tau2, and Q, I2 and H2; of what a fit of Copse holds it lacks the
prediction interval, the limits of I2 and H2 and, for a regression, R2, tests of terms and variance inflation.
"""

import csv
import statistics
import sys
import time

import numpy as np
from pymare import Dataset
from pymare.estimators import DerSimonianLaird, VarianceBasedLikelihoodEstimator

# PyMARE's search for REML stops at 1e-6 of a bracket around tau2, or where the likelihood is flat to 1e-12 of itself.
TOLERANCE = {"DL": 1e-9, "REML": 1e-4}


def estimator(code):
    return DerSimonianLaird() if code == "DL" else VarianceBasedLikelihoodEstimator(method="REML")


def estimated(dataset, code):
    return estimator(code).fit_dataset(dataset).summary()


def whole(dataset, code):
    results = estimated(dataset, code)
    return results, results.get_fe_stats(), results.get_re_stats(), results.get_heterogeneity_stats()


def seconds_per_call(work):
    """CPU seconds per call: the median of five batches of at least 0.1 s."""
    start = time.process_time()
    work()
    count = max(1, round(0.1 / max(time.process_time() - start, 1e-4)))
    times = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(count):
            work()
        times.append((time.process_time() - start) / count)
    return statistics.median(times)


def main():
    numbers = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
    moderators = numbers[:, 2:]
    dataset = Dataset(
        numbers[:, 0], numbers[:, 1], moderators if moderators.shape[1] > 0 else None, add_intercept=True)
    with open(sys.argv[2], newline="") as file:
        copse = list(csv.DictReader(file))
    print("k,moderators,estimator,alone,whole,difference")
    for row in copse:
        code = row["estimator"]
        results = estimated(dataset, code)
        ours = np.array([float(row["tau2"])] + [float(text) for text in row["coefficients"].split()])
        theirs = np.concatenate([np.ravel(results.tau2), np.ravel(results.fe_params)])
        difference = np.max(np.abs(ours - theirs) / np.abs(theirs))
        if not difference <= TOLERANCE[code]:
            sys.exit(f"PyMARE and Copse differ, {code}, k = {row['k']}: {theirs} and {ours}")
        alone = seconds_per_call(lambda: estimated(dataset, code))
        everything = seconds_per_call(lambda: whole(dataset, code))
        print(f"{row['k']},{row['moderators']},{code},{alone},{everything},{difference}", flush=True)


main()
