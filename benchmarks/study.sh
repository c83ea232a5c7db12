#!/usr/bin/env bash
# What parallel trials and pruning save on the telco recipe: benchmarks/study.sh [ROUNDS [SEEDS]].
# Builds first. The public table is looked for in MILLRACE_DATA (default: ../shared/data).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"
benchmark StudyBenchmark examples/telco/recipe.yaml "${MILLRACE_DATA:-../shared/data}/telco.csv" "$@"
