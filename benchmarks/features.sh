#!/usr/bin/env bash
# Features at 24 cutoffs from 10 and 20 million rows of usage: benchmarks/features.sh [CUSTOMERS]
# (default 20000, with 500 rows each, and twice as many). Builds first; polars and Featuretools come
# from pip into a virtual environment under benchmarks/target, once.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"
customers=${1:-20000}
sample=2000 # for Featuretools
work=benchmarks/target/features
mkdir -p "$work"
for size in "$customers" $((customers * 2)) "$sample"; do
  echo "generating usage of $size customers ..." >&2
  benchmark FeatureBenchmark generate "$work/$size" "$size"
done
format='%-10s %12s %9s %9s %9s %9s %9s\n'
printf "$format" "" "usage rows" features rows seconds "CPU s" "peak MiB"
line() { awk -F'\t' -v format="$format" '{ printf format, $1, $2, $3, $4, $5, $6, $7 }'; }
benchmark FeatureBenchmark all "$work/$customers" | tee "$work/one.tsv" | line
benchmark FeatureBenchmark all "$work/$((customers * 2))" | tee "$work/two.tsv" | line
paste "$work/one.tsv" "$work/two.tsv" | awk -F'\t' \
  '{ printf "twice the rows take %.2f times as long, %.2f times the CPU\n", $12 / $5, $13 / $6 }'
rm -rf "${work:?}/$((customers * 2))"
benchmark FeatureBenchmark subset "$work/$customers" | tee "$work/subset.tsv" | line
benchmark FeatureBenchmark subset "$work/$sample" | tee "$work/small.tsv" | line
if [[ ! -x $work/venv/bin/python ]]; then
  echo "installing polars and Featuretools ..." >&2
  python3 -m venv "$work/venv" >&2 || true
  "$work/venv/bin/pip" install -q polars pyarrow >&2 || true
  "$work/venv/bin/pip" install -q featuretools 'pandas<3' setuptools >&2 || true
fi
if "$work/venv/bin/python" -c 'import polars' 2> /dev/null; then
  "$work/venv/bin/python" benchmarks/features.py polars "$work/$customers" "$work/subset.tsv"
else
  echo "pip cannot install polars here: nothing to compare with." >&2
fi
if "$work/venv/bin/python" -c 'import featuretools' 2> /dev/null; then
  "$work/venv/bin/python" -W ignore benchmarks/features.py featuretools "$work/$sample" "$work/small.tsv"
else
  echo "pip cannot install Featuretools here: the table is without it." >&2
fi
