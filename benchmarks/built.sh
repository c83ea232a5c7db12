# Builds the benchmarks and gives a function that starts one; sourced by the scripts beside it.
#   benchmark CLASS [ARGUMENT…]
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./mvnw -q -pl benchmarks -am -DskipTests -Dfast package \
  dependency:build-classpath -Dmdep.outputFile="$PWD/benchmarks/target/dependencies.txt" \
  -Dmdep.includeScope=runtime >&2

benchmark() {
  OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} java -XX:+UseSerialGC -Xmx1g -Djava.awt.headless=true \
    -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dlogback.configurationFile=.mvn/logback-test.xml \
    -cp "benchmarks/target/classes:$(cat benchmarks/target/dependencies.txt)" \
    "dev.millrace.benchmarks.$1" "${@:2}"
}
