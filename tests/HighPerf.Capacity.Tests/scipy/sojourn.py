"""Quantiles of wait and service. In: [{rate, servers, mean, scv, share}]; out: [{waiting, wait, quantile}].

Nothing in common with the code under test: Erlang's C by its sum, the distribution by conditioning on the service's time.
"""
import json
import sys
from math import exp, factorial

from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import gammainc, gammaincinv


def station(case):
    c, s, scv, share = case["servers"], case["mean"], case["scv"], case["share"]
    a = case["rate"] * s
    last = a**c / factorial(c) * c / (c - a)
    waiting = last / (sum(a**k / factorial(k) for k in range(c)) + last)
    wait = (1 + scv) / 2 * waiting * s / (c - a)

    def wait_within(t):
        return 1 - waiting * exp(-t * waiting / wait) if t >= 0 else 0

    def within(t):
        if scv == 0:
            return wait_within(t - s)
        served = gammainc(1 / scv, t / (scv * s))
        return quad(lambda u: wait_within(t - scv * s * gammaincinv(1 / scv, u)), 0, served, epsabs=1e-9, epsrel=1e-8, limit=200)[0]

    if scv == 0 and share <= wait_within(0):
        quantile = s
    else:
        quantile = brentq(lambda t: within(t) - share, 0, 100 * (s * (1 + scv) + wait / waiting), xtol=1e-9, rtol=1e-7)
    return {"waiting": waiting, "wait": wait, "quantile": quantile}


json.dump([station(case) for case in json.load(sys.stdin)], sys.stdout)
