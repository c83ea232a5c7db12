package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** One row has one probability, whoever asks. */
final class AgreementChecks {
  private AgreementChecks() {}

  static List<Check> checks() {
    return new Checks(Protocol.OPERATIONS, "One model behind all protocols")
        .add("MLflow's protocol gives the probability of /v1", AgreementChecks::mlflow)
        .add("CSV gives the probability of /v1", AgreementChecks::csv)
        .add("Protocol v2 gives the probability of /v1", AgreementChecks::v2)
        .list();
  }

  private static double reference(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    return V1.predict(server, V1.example(server)).at("probability").probability();
  }

  private static void same(double expected, double came) throws Mismatch {
    if (!(Math.abs(expected - came) <= 1e-6)) {
      throw new Mismatch("the probability " + expected, String.valueOf(came));
    }
  }

  private static void mlflow(Server server) throws IOException, Mismatch, NotApplicable {
    Answer answer = server.post(Mlflow.PATH, Mlflow.records(server.model().example()));
    same(reference(server), Mlflow.probability(Mlflow.predictions(answer, 1).get(0)));
  }

  private static void csv(Server server) throws IOException, Mismatch, NotApplicable {
    String text = Mlflow.csv(server.model().example());
    Answer answer = server.post(Mlflow.PATH, Mlflow.CSV, text);
    same(reference(server), Mlflow.probability(Mlflow.predictions(answer, 1).get(0)));
  }

  private static void v2(Server server) throws IOException, Mismatch, NotApplicable {
    double expected = reference(server);
    same(expected, V2.probability(V2.infer(server, V2.request(server))));
  }
}
