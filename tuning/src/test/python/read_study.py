"""Prints as JSON what Optuna itself reads from a study file: python read_study.py FILE."""

import json
import sys

import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

optuna.logging.set_verbosity(optuna.logging.ERROR)
study = optuna.load_study(
    study_name=None, storage=JournalStorage(JournalFileBackend(sys.argv[1]))
)
json.dump(
    {
        "optuna": optuna.__version__,
        "name": study.study_name,
        "direction": study.direction.name,
        "best": study.best_trial.number,
        "trials": [
            {
                "number": trial.number,
                "state": trial.state.name,
                "value": trial.value,
                "params": trial.params,
                "steps": {str(k): v for k, v in trial.intermediate_values.items()},
                "attributes": trial.user_attrs,
            }
            for trial in study.trials
        ],
    },
    sys.stdout,
)
