#!/usr/bin/env bash
# How near a model comes to the best possible one on the churn company: one company for each seed, its
# whole recipe, and beside it the logistic baseline on the columns of the customers' table alone.
#   benchmarks/churn.sh [SEED…]
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap '[ $? = 0 ] || tail -20 "$work/log" >&2; rm -rf "$work"' EXIT

figure() { # file, path of the number in it
  python3 -c 'import json, sys; value = json.load(open(sys.argv[1]))
for key in sys.argv[2].split("."): value = value[key]
print(f"{value:.4f}")' "$1" "$2"
}

echo "| seed | seconds | ROC-AUC | best possible | share of its distance from .5 | baseline, all features | logistic, customers' columns |"
echo "|---|---|---|---|---|---|---|"
for seed in "${@:-1 2 3 4 5}"; do
  for one in $seed; do
    folder=$work/churn-$one
    started=$SECONDS
    "$home/millrace" demo "$folder" --seed "$one" >"$work/log" 2>&1
    whole=$("$home/millrace" run "$folder/recipe.yaml" 2>>"$work/log" | sed -n 's/^run: //p')
    seconds=$((SECONDS - started))
    mkdir "$folder/profiles"
    cat >"$folder/profiles/attributes.yaml" <<'YAML'
features: {aggregate: , expressions: , sentiment: , calendar: }
train: {network: logistic, layers: , dropout: , epochs: 40, patience: 10}
evaluate: {gates: }
YAML
    alone=$("$home/millrace" run "$folder/recipe.yaml" --profile attributes 2>>"$work/log" | sed -n 's/^run: //p')
    metrics=$whole/metrics.json
    echo "| $one | $seconds | $(figure "$metrics" test.roc_auc) | $(figure "$metrics" best_possible.roc_auc) | $(figure "$metrics" best_possible.share) | $(figure "$metrics" baselines.logistic.roc_auc) | $(figure "$alone/metrics.json" test.roc_auc) |"
    rm -rf "$folder"
  done
done
