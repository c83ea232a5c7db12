"""Records what Optuna 5's pruners decide: python record_pruners.py > pruners-optuna-5.json

Values never fall from step to step, as those of our trials do not: they are the best so far.
"""
import json
import random

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def record(pruner, name, first, second, seed):
    rng = random.Random(seed)
    study = optuna.create_study(direction="maximize", pruner=pruner)
    trials = []
    for _ in range(14):
        trial = study.ask()
        value, values, pruned = rng.random() * 0.3, [], []
        for step in range(1, 21):
            value = min(1.0, value + rng.random() * 0.05)
            trial.report(value, step)
            values.append(value)
            pruned.append(trial.should_prune())
            if pruned[-1]:
                break
        state = optuna.trial.TrialState.PRUNED if pruned[-1] else None
        study.tell(trial, None if state else values[-1], state=state)
        trials.append({"values": values, "pruned": pruned})
    return {"pruner": name, "first": first, "second": second, "trials": trials}


recorded = []
for seed in range(12):
    for startup, warmup in ((1, 0), (5, 0), (3, 6)):
        pruner = optuna.pruners.MedianPruner(n_startup_trials=startup, n_warmup_steps=warmup)
        recorded.append(record(pruner, "median", startup, warmup, seed))
    for first, reduction in ((1, 2), (2, 3), (1, 4)):
        pruner = optuna.pruners.SuccessiveHalvingPruner(
            min_resource=first, reduction_factor=reduction)
        recorded.append(record(pruner, "halving", first, reduction, seed))
print(json.dumps(recorded, default=bool))
