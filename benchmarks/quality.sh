#!/usr/bin/env bash
# Test ROC-AUC of the example recipes over five folds: benchmarks/quality.sh [SEED…]. Builds first.
# The public tables are looked for in MILLRACE_DATA (default: ../shared/data beside the checkout).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"
benchmark FoldQuality "${MILLRACE_DATA:-../shared/data}" examples "$@"
