#!/usr/bin/env bash
# Time of one training step: Millrace, stock Deeplearning4j and PyTorch on the CPU. Builds first;
# PyTorch comes from pip into a virtual environment under benchmarks/target, once (several GB; set
# PIP_INDEX_URL to PyTorch's index of CPU builds to save most of it).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"
work=benchmarks/target/training-step
mkdir -p "$work"
results=$work/results.tsv
: > "$results"
for threads in 1 2; do
  echo "Millrace and stock DL4J with OMP_NUM_THREADS=$threads ..." >&2
  OMP_NUM_THREADS=$threads benchmark TrainingStepBenchmark "$threads" | tee -a "$results" >&2
done
if [[ ! -x $work/venv/bin/python ]]; then
  echo "installing PyTorch ..." >&2
  python3 -m venv "$work/venv" >&2 || true
fi
if "$work/venv/bin/python" -c 'import torch' 2> /dev/null \
  || "$work/venv/bin/pip" install -q torch numpy >&2; then
  echo "PyTorch ..." >&2
  "$work/venv/bin/python" benchmarks/training-step.py | tee -a "$results" >&2
else
  echo "pip cannot install PyTorch here: the table is without it." >&2
fi
# one block per network, fastest first; "times" is against Millrace with 1 thread
awk -F'\t' '
  { key = $2 FS $3; if (!(key in ours) && $1 ~ /^Millrace, 1 /) ours[key] = $4; row[NR] = $0 }
  END { for (i = 1; i <= NR; i++) { split(row[i], f, FS); key = f[2] FS f[3]
    printf "%s\t%s\t%s\t%.3f\t%.1f\n", f[2], f[3], f[1], f[4], f[4] / ours[key] } }' "$results" \
  | sort -t$'\t' -k1,1 -k4,4n \
  | awk -F'\t' 'BEGIN { printf "%-16s %6s  %-40s %9s %6s\n", "network", "batch", "", "ms/step", "times" }
    $1 != last && NR > 1 { print "" } { last = $1 }
    { printf "%-16s %6s  %-40s %9s %6s\n", $1, $2, $3, $4, $5 }'
