"""Optuna's TPE on the recorded tables, and how long it takes for a suggestion.

  tuning.py search TABLES BESTS   trials to reach each seed's best of 200 random ones
  tuning.py time                  milliseconds for a suggestion after 1,000 trials of 10 parameters
"""

import csv
import sys
import time

import numpy as np
import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
MOST = 600


def table(path):
    rows = list(csv.DictReader(open(path)))
    names = list(rows[0])[:5]
    levels = {name: sorted({float(row[name]) for row in rows}) for name in names}
    values = {}
    for row in rows:
        point = tuple(levels[name].index(float(row[name])) for name in names)
        values.setdefault(point, []).append(float(row["roc_auc"]))
    passes = max(len(v) for v in values.values())
    return names, levels, {k: sum(v) / passes for k, v in values.items()}


def search(tables, bests):
    goals = {}
    for name, seed, best in csv.reader(open(bests)):
        goals.setdefault(name, []).append((int(seed), float(best)))
    for path in tables.split(","):
        name = path.split("/")[-1].removesuffix(".csv")
        names, levels, values = table(path)
        space = {n: optuna.distributions.IntDistribution(0, len(levels[n]) - 1) for n in names}
        trained, proposed = [], []
        for seed, goal in goals[name]:
            sampler = optuna.samplers.TPESampler(seed=seed)
            study = optuna.create_study(direction="maximize", sampler=sampler)
            tried, best, count = set(), -1.0, 0
            while best < goal - 1e-12 and count < MOST:
                trial = study.ask(space)
                point = tuple(trial.params[n] for n in names)
                tried.add(point)
                count += 1
                best = max(best, values[point])
                study.tell(trial, values[point])
            trained.append(len(tried) if best >= goal - 1e-12 else MOST)
            proposed.append(count if best >= goal - 1e-12 else MOST)
        cells = [
            f"{np.quantile(trained, q):.0f} ({np.quantile(proposed, q):.0f})" for q in (0.25, 0.5, 0.75)
        ]
        print(f"{name:<6} {'':>6}  {'optuna':<8} {cells[0]:>11} {cells[1]:>12} {cells[2]:>15}")


def suggestion():
    space = {}
    for i in range(4):
        space[f"real{i}"] = optuna.distributions.FloatDistribution(0.0, 1.0)
    for i in range(2):
        space[f"log{i}"] = optuna.distributions.FloatDistribution(1e-5, 1.0, log=True)
    for i in range(2):
        space[f"whole{i}"] = optuna.distributions.IntDistribution(1, 8)
    for i in range(2):
        space[f"choice{i}"] = optuna.distributions.CategoricalDistribution(["a", "b", "c", "d"])
    random = np.random.RandomState(1)
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
    for _ in range(1000):
        study.tell(study.ask(space), random.rand())
    study.sampler = optuna.samplers.TPESampler(seed=1)
    times = []
    for _ in range(200):
        start = time.perf_counter()
        trial = study.ask(space)
        times.append((time.perf_counter() - start) * 1e3)
        study.tell(trial, state=optuna.trial.TrialState.FAIL)
    print(f"{'Optuna':<10} {np.quantile(times, 0.25):.3f} ms")


if sys.argv[1] == "search":
    search(*sys.argv[2:4])
else:
    suggestion()
