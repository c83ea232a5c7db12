#!/usr/bin/env bash
# Time from 'millrace serve' to its first answer, and its memory then. Builds first.
#   benchmarks/first-answer.sh MODEL [STARTS]
set -euo pipefail
model=$(cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./millrace serve --help > /dev/null # builds what is old, and the archive of classes
mkdir -p benchmarks/target/serving
exec python3 benchmarks/serving/first_answer.py "$model" "${@:2}"
