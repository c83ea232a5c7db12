"""Records Optuna's fANOVA, for the test of ours: python record_importance.py OUT.json

Needs optuna==5.0.0 and scikit-learn. No choices and no logarithms: Optuna takes one of k values for k
numbers in [0, 1], averages over combinations that do not exist, and weighs logarithmic ranges by
the plain number, although they are not searched so.
"""

import json
import sys

import optuna

assert optuna.__version__ == "5.0.0"
optuna.logging.set_verbosity(optuna.logging.ERROR)


def objective(trial):
    a = trial.suggest_float("a", 0.0, 1.0)
    rate = trial.suggest_float("rate", -4.0, 0.0)
    trial.suggest_float("idle", -1.0, 1.0)
    depth = trial.suggest_int("depth", 1, 4)
    return 3 * a * a + abs(rate + 2) * (1 + (depth == 2)) + 0.3 * depth


study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=3))
study.optimize(objective, n_trials=200)
shares = {}
for seed in range(5):
    evaluator = optuna.importance.FanovaImportanceEvaluator(seed=seed)
    for name, share in evaluator.evaluate(study).items():
        shares[name] = shares.get(name, 0) + share / 5
trials = [{"params": t.params, "value": t.value} for t in study.trials]
json.dump({"trials": trials, "shares": shares}, open(sys.argv[1], "w"))
