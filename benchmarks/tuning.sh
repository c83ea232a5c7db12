#!/usr/bin/env bash
# Trials that samplers need on recorded tables, and the time of a suggestion: benchmarks/tuning.sh
# Builds first. Optuna beside it comes from pip into a virtual environment under benchmarks/target,
# once; OPTUNA_PYTHON names a Python that has it already.
#   benchmarks/tuning.sh record [PASSES]   records benchmarks/tables anew, for an hour or so, from the
#                                          public tables in MILLRACE_DATA (default ../shared/data)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"
tables=benchmarks/tables
if [[ ${1:-} == record ]]; then
  data=${MILLRACE_DATA:-../shared/data}
  benchmark TableRecorder examples/telco/recipe.yaml "$data/telco.csv" "$tables/telco.csv" "${2:-4}"
  benchmark TableRecorder examples/bigml/recipe.yaml "$data" "$tables/bigml.csv" "${2:-4}"
  exit
fi
work=benchmarks/target/tuning
mkdir -p "$work"
python=${OPTUNA_PYTHON:-$work/venv/bin/python}
if [[ ! -x $python ]]; then
  echo "installing Optuna ..." >&2
  python3 -m venv "$work/venv" >&2 || true
  "$work/venv/bin/pip" install -q optuna==5.0.0 >&2 || true
fi
optuna() { # what, argument…
  if "$python" -c 'import optuna' 2> /dev/null; then
    "$python" -W ignore benchmarks/tuning.py "$@"
  else
    echo "pip cannot install Optuna here: nothing to compare with." >&2
  fi
}
both=$tables/telco.csv,$tables/bigml.csv
benchmark SamplerBenchmark "$both" "$work/bests.csv"
optuna search "$both" "$work/bests.csv"
echo
benchmark SuggestionBenchmark
optuna time
