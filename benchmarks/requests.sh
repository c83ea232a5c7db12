#!/usr/bin/env bash
# Time and memory to read a request and to write its answer. Builds first.
#   benchmarks/requests.sh MODEL    the folder 'model' of a run of examples/telco
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"
benchmark RequestBenchmark "$@"
