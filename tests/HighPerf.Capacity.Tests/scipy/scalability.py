"""Fits the universal scalability law. In: [{loads, throughputs}]; out: [[gamma, alpha, beta]]."""
import json
import sys

import numpy
from scipy.optimize import curve_fit


def law(n, gamma, alpha, beta):
    return gamma * n / (1 + alpha * (n - 1) + beta * n * (n - 1))


def fit(case):
    n, x = numpy.array(case["loads"], float), numpy.array(case["throughputs"], float)
    best = None
    for alpha in (1e-3, 0.05, 0.5):
        for beta in (1e-6, 1e-4, 1e-2):
            found, _ = curve_fit(
                law, n, x, p0=[x[0] / n[0], alpha, beta], bounds=(0, numpy.inf),
                x_scale=[x[0] / n[0], 0.1, 1e-3], ftol=1e-14, xtol=1e-14, gtol=1e-14, max_nfev=20000)
            residuals = x - law(n, *found)
            if best is None or residuals @ residuals < best[0]:
                best = (residuals @ residuals, found)
    return best[1].tolist()


json.dump([fit(case) for case in json.load(sys.stdin)], sys.stdout)
