"""Quantiles of wait and service. In: [{rate, servers, mean, scv, share}]; out: [{waiting, wait, quantile}].

Nothing in common with the code under test: Erlang's C by its sum, the distribution by convolving densities on a grid.
"""
import json
import sys
from math import factorial

import numpy
from scipy.signal import fftconvolve
from scipy.stats import expon, gamma

CELLS = 1 << 17


def station(case):
    c, s, scv = case["servers"], case["mean"], case["scv"]
    a = case["rate"] * s
    last = a**c / factorial(c) * c / (c - a)
    waiting = last / (sum(a**k / factorial(k) for k in range(c)) + last)
    wait = (1 + scv) / 2 * waiting * s / (c - a)
    of_waiting = wait / waiting
    end = 20 * (s * (1 + scv) + of_waiting)
    edges = numpy.linspace(0, end, CELLS + 1)
    step = end / CELLS
    if scv == 0:
        service = numpy.zeros(CELLS)
        service[int(s / step)] = 1
    else:
        service = numpy.diff(gamma(1 / scv, scale=scv * s).cdf(edges))
    queue = waiting * numpy.diff(expon(scale=of_waiting).cdf(edges))
    both = numpy.cumsum(fftconvolve(service, queue)[:CELLS] + (1 - waiting) * service)
    # A sum of two cells lies half a cell higher than a cell of one; far below what is compared.
    return {"waiting": waiting, "wait": wait, "quantile": float(edges[numpy.searchsorted(both, case["share"]) + 1])}


json.dump([station(case) for case in json.load(sys.stdin)], sys.stdout)
