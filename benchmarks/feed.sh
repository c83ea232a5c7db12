#!/usr/bin/env bash
# Rows a second from disk into ND4J: Millrace beside DataVec's own CSV path. Builds first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
class_path=$(mktemp)
trap 'rm -f "$class_path"' EXIT
./mvnw -q -pl benchmarks -am -DskipTests -Dfast package \
  dependency:build-classpath -Dmdep.outputFile="$class_path" -Dmdep.includeScope=runtime >&2
OMP_NUM_THREADS=1 java -XX:+UseSerialGC -Xmx1g -Dlogback.configurationFile=.mvn/logback-test.xml \
  -cp "benchmarks/target/classes:$(cat "$class_path")" dev.millrace.benchmarks.FeedBenchmark
