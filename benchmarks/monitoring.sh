#!/usr/bin/env bash
# Time to count a row for monitoring, and of a report. Builds first.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"
benchmark MonitoringBenchmark
