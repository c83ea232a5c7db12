package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Protocol;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All checks, in the order in which they are asked. */
public final class Suites {
  private Suites() {}

  /** The checks of some contracts; what looks back at all answers comes last. */
  public static List<Check> of(Set<Protocol> protocols) {
    return all().filter(check -> protocols.contains(check.protocol())).toList();
  }

  private static Stream<Check> all() {
    return Stream.of(
            V1Models.checks(),
            V1Predict.checks(),
            V1Reasons.checks(),
            V1Refusals.checks(),
            V1Problems.checks(),
            MlflowProbes.checks(),
            MlflowForms.checks(),
            MlflowAdditions.checks(),
            MlflowRefusals.checks(),
            MlflowTypes.checks(),
            V2Server.checks(),
            V2Metadata.checks(),
            V2Infer.checks(),
            V2Outputs.checks(),
            V2Refusals.checks(),
            V2Binary.checks(),
            V2Extensions.checks(),
            SagemakerChecks.checks(),
            ProbeChecks.checks(),
            MetricsChecks.checks(),
            DocumentChecks.checks(),
            HttpChecks.checks(),
            AgreementChecks.checks(),
            SecurityChecks.checks())
        .flatMap(List::stream);
  }
}
