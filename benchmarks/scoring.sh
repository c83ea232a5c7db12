#!/usr/bin/env bash
# Time to score a row: Millrace, plain ONNX Runtime and Deeplearning4j. Builds first.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"
benchmark ScoringBenchmark
