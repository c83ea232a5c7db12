#!/usr/bin/env bash
# Test ROC-AUC of the example recipes over five folds: benchmarks/quality.sh [SEED...]
# The public tables are looked for in MILLRACE_DATA (default: ../shared/data).
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
cd "$home"
./mvnw -q -B -ntp -Dfast -DskipTests -pl benchmarks -am package dependency:build-classpath \
  -Dmdep.includeScope=runtime -Dmdep.outputFile=target/dependencies.txt
export OMP_NUM_THREADS=1
exec java -Xmx1g -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
  -Djava.awt.headless=true -Dlogback.configurationFile="$home/.mvn/logback-test.xml" \
  -cp "$(echo benchmarks/target/millrace-benchmarks-*.jar):$(cat benchmarks/target/dependencies.txt)" \
  dev.millrace.benchmarks.FoldQuality "${MILLRACE_DATA:-$home/../shared/data}" "$home/examples" "$@"
