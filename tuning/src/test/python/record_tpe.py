"""Records what Optuna's TPESampler computes, for the test of ours: python record_tpe.py OUT.json

Needs optuna==5.0.0. For each study: its space, its trials, and for the next trial the split, the
24 candidates with their log-densities under both estimators, and the one that is taken. Where
observations are equal, their widths depend on the order that numpy's unstable sort leaves them in;
it is made stable here, which is by trial number.
"""

import json
import sys

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution as Choice
from optuna.distributions import FloatDistribution as Real
from optuna.distributions import IntDistribution as Whole
from optuna.samplers._tpe import _truncnorm
from optuna.samplers._tpe import parzen_estimator as parzen
from optuna.samplers._tpe import sampler as tpe
from optuna.trial import TrialState

assert optuna.__version__ == "5.0.0"
optuna.logging.set_verbosity(optuna.logging.ERROR)


class StableNumpy:
    def __getattr__(self, name):
        return getattr(np, name)

    @staticmethod
    def argsort(values):
        return np.argsort(values, kind="stable")


parzen.np = StableNumpy()

RATE = Real(1e-5, 1.0, log=True)
SPACES = {
    "real": {"a": Real(-2.0, 3.0), "b": Real(0.0, 0.1)},
    "log": {"rate": RATE, "decay": Real(1e-3, 100.0, log=True)},
    "whole": {"depth": Whole(1, 5), "width": Whole(16, 256, step=16), "a": Real(0.0, 1.0)},
    "log_whole": {"batch": Whole(8, 512, log=True), "rate": RATE},
    "choice": {"kind": Choice(["x", "y", "z"]), "flag": Choice([True, False])},
    "mixed": {
        "batch": Whole(8, 512, log=True),
        "depth": Whole(1, 4),
        "dropout": Real(0.0, 0.5),
        "kind": Choice(["relu", "swish", "tanh", "elu"]),
        "rate": RATE,
        "width": Whole(16, 256, step=16),
    },
}


def value(params):
    """Some function with a best point; what it is does not matter."""
    total = 0.0
    for name, v in sorted(params.items()):
        if isinstance(v, (str, bool)):
            total += 0.3 * (str(v) in ("y", "swish", "True"))
        else:
            total += float(np.sin(np.log1p(abs(v)) + len(name)))
    return total


def study_of(space, direction, trials, states, seed):
    random = np.random.RandomState(seed)
    sampler = optuna.samplers.TPESampler(seed=seed)
    study = optuna.create_study(direction=direction, sampler=sampler)
    for number in range(trials):
        trial = study.ask(space)
        kind = states[random.randint(len(states))]
        v = round(value(trial.params) + 0.05 * random.randn(), 6)
        if kind == "complete":
            study.tell(trial, v)
        elif kind == "pruned":
            for step in range(1, random.randint(1, 5)):
                trial.report(v + step, step)
            study.tell(trial, state=TrialState.PRUNED)
        elif kind == "silent":
            study.tell(trial, state=TrialState.PRUNED)
        elif kind == "failed":
            study.tell(trial, state=TrialState.FAIL)
    return study, sampler


def parameter(name, d):
    if isinstance(d, Choice):
        return {"name": name, "choices": [str(c) for c in d.choices]}
    kind = "real" if isinstance(d, Real) else "whole"
    return {"name": name, "kind": kind, "low": d.low, "high": d.high, "step": d.step, "log": d.log}


def recorded(study, sampler, space):
    seen = {}
    estimators = []

    class Spy(parzen._ParzenEstimator):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            estimators.append(self)

    compare = tpe.TPESampler._compare.__func__

    def spied(cls, samples, gains):
        chosen = compare(cls, samples, gains)
        seen.update(samples=samples, gains=gains, chosen=int(np.argmax(gains)))
        return chosen

    sampler._parzen_estimator_cls = Spy
    tpe.TPESampler._compare = classmethod(spied)
    finished = [t for t in study.get_trials() if t.state in (TrialState.COMPLETE, TrialState.PRUNED)]
    below, above = tpe._split_trials(
        study,
        [t for t in study.get_trials() if t.state != TrialState.FAIL],
        tpe.default_gamma(len(finished)),
    )
    trials = study.get_trials()
    study.ask(space)
    tpe.TPESampler._compare = classmethod(compare)
    good, bad = estimators
    names = sorted(space)
    samples = {name: np.asarray(seen["samples"][name], dtype=float) for name in names}
    # Beside what was drawn, points all over the space: the tails.
    everywhere = np.random.RandomState(1)
    for name in names:
        d = space[name]
        if isinstance(d, Choice):
            more = everywhere.randint(len(d.choices), size=8).astype(float)
        else:
            u = np.append(everywhere.rand(6), [0.0, 1.0])
            more = d.low + u * (d.high - d.low)
            if d.log:
                more = np.exp(np.log(d.low) + u * (np.log(d.high) - np.log(d.low)))
            if isinstance(d, Whole):
                more = d.low + np.round((more - d.low) / d.step) * d.step
            more = np.clip(more, d.low, d.high)
        samples[name] = np.append(samples[name], more)
    log_good, log_bad = good.log_pdf(samples), bad.log_pdf(samples)
    gains = log_good - log_bad
    assert np.array_equal(gains[:24], seen["gains"])
    return {
        "direction": study.direction.name,
        "space": [parameter(name, space[name]) for name in names],
        "trials": [
            {
                "state": t.state.name,
                "value": t.value,
                "params": [space[n].to_internal_repr(t.params[n]) for n in names],
                "steps": {str(k): v for k, v in t.intermediate_values.items()},
            }
            for t in trials
        ],
        "below": [t.number for t in below],
        "above": [t.number for t in above],
        "points": np.stack([samples[n] for n in names], axis=1).tolist(),
        "log_below": log_good.tolist(),
        "log_above": log_bad.tolist(),
        "order": np.argsort(-gains[:24], kind="stable").tolist(),
        "chosen": seen["chosen"],
    }


def main(out):
    studies = []
    complete = ["complete"]
    every = ["complete"] * 5 + ["pruned"] * 3 + ["silent", "running", "failed"]
    for seed, (name, space) in enumerate(SPACES.items()):
        for trials in (10, 11, 27, 60):
            study = study_of(space, "minimize", trials, complete, seed)
            studies.append({"name": f"{name} {trials}", **recorded(*study, space)})
    rare = ["pruned"] * 20 + ["complete", "silent"]
    for direction in ("minimize", "maximize"):
        study = study_of(SPACES["real"], direction, 80, rare, 5)
        studies.append({"name": f"most pruned, {direction}", **recorded(*study, SPACES["real"])})
    for trials in (30, 100, 300):
        study = study_of(SPACES["mixed"], "maximize", trials, every, trials)
        studies.append({"name": f"mixed {trials}, pruned, running", **recorded(*study, SPACES["mixed"])})
    inside = np.random.RandomState(2)
    tails = []
    for _ in range(200):
        mean, sigma = inside.rand(), 10 ** inside.uniform(-2, 0)
        share = inside.rand()
        a, b = -mean / sigma, (1 - mean) / sigma
        x = _truncnorm.ppf(np.array([share]), np.array([a]), np.array([b]))[0] * sigma + mean
        tails.append([share, mean, sigma, float(x)])
    masses = []
    for a in [-60.0, -38.0, -20.5, -8.0, -3.0, -0.7, -0.1, 0.0, 0.3, 2.0, 9.0, 30.0, 55.0]:
        for width in [1e-3, 0.1, 1.0, 10.0]:
            low, high = np.array([a]), np.array([a + width])
            masses.append([a, a + width, float(_truncnorm._log_gauss_mass(low, high)[0])])
    with open(out, "w") as file:
        json.dump({"studies": studies, "quantiles": tails, "masses": masses}, file)


main(sys.argv[1])
