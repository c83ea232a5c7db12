#!/usr/bin/env bash
# Rows a second from disk into ND4J: Millrace beside DataVec's own CSV path. Builds first.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"
benchmark FeedBenchmark
