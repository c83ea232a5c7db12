package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.exposition.Exposition;
import dev.millrace.conformance.exposition.Family;
import dev.millrace.conformance.exposition.Histograms;
import dev.millrace.conformance.exposition.Sample;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What Prometheus scrapes. */
final class MetricsChecks {
  private static final Set<String> UNBOUNDED =
      Set.of("request_id", "prediction_id", "customer", "key", "user", "path", "url");
  private static final String NOT_BASE =
      ".*_(ms|millis|milliseconds|micros|microseconds|us|nanoseconds|ns|minutes|hours|kb|mb|kilobytes|megabytes|percent)(_total)?";
  private static final String REQUESTS = "millrace_inference_requests_total";

  private MetricsChecks() {}

  static List<Check> checks() {
    return new Checks(Protocol.OPERATIONS, "Prometheus text format 0.0.4 and metric naming")
        .add("GET /metrics answers text of version 0.0.4", MetricsChecks::type)
        .add("Every line of the metrics can be read", MetricsChecks::readable)
        .add("Every metric has a HELP line", MetricsChecks::helped)
        .add("The buckets of histograms rise up to +Inf and add up", MetricsChecks::histograms)
        .add("The names of counters end in _total, and of nothing else", MetricsChecks::totals)
        .add("Metrics are in base units", MetricsChecks::units)
        .add("No label can grow without bound", MetricsChecks::labels)
        .add("Predictions add no samples to the metrics", MetricsChecks::bounded)
        .add("A prediction is counted by protocol and status", MetricsChecks::counted)
        .add("The loaded model is described by an _info metric", MetricsChecks::info)
        .list();
  }

  private static Answer scrape(Server server) throws IOException, Mismatch {
    return server.get("/metrics").status(200);
  }

  private static Exposition read(Server server) throws IOException, Mismatch {
    return Exposition.read(scrape(server).text());
  }

  private static void type(Server server) throws IOException, Mismatch {
    Answer answer = scrape(server).type("text/plain");
    if (!answer.header("Content-Type").contains("version=0.0.4")) {
      throw answer.mismatch("Content-Type text/plain; version=0.0.4");
    }
  }

  private static void none(String expected, List<String> problems) throws Mismatch {
    if (!problems.isEmpty()) {
      throw new Mismatch(expected, String.join("; ", problems));
    }
  }

  private static void readable(Server server) throws IOException, Mismatch {
    Exposition exposition = read(server);
    none("text that Prometheus can read", exposition.problems());
    if (exposition.families().isEmpty()) {
      throw new Mismatch("at least one metric", "none");
    }
  }

  private static void helped(Server server) throws IOException, Mismatch {
    Exposition exposition = read(server);
    List<String> without =
        exposition.families().stream()
            .map(Family::name)
            .filter(name -> !exposition.helped().contains(name))
            .toList();
    none("a HELP line for each metric", without);
  }

  private static void histograms(Server server) throws IOException, Mismatch {
    none("histograms that add up", Histograms.problems(read(server)));
  }

  private static void totals(Server server) throws IOException, Mismatch {
    List<String> wrong =
        read(server).families().stream()
            .filter(f -> f.type().equals("counter") != f.name().endsWith("_total"))
            .map(f -> f.name() + " is a " + f.type())
            .toList();
    none("_total at the end of counters only", wrong);
  }

  private static void units(Server server) throws IOException, Mismatch {
    List<String> wrong =
        read(server).families().stream()
            .map(Family::name)
            .filter(n -> n.matches(NOT_BASE))
            .toList();
    none("seconds, bytes and ratios", wrong);
  }

  private static void labels(Server server) throws IOException, Mismatch {
    List<String> wrong = new ArrayList<>();
    for (Family family : read(server).families()) {
      for (Sample sample : family.samples()) {
        sample.labels().keySet().stream()
            .filter(UNBOUNDED::contains)
            .map(label -> family.name() + " has the label " + label)
            .forEach(wrong::add);
      }
    }
    none("only labels with few values", wrong);
  }

  /** The first prediction may add the samples that all others then share. */
  private static void bounded(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    int predictions = 5;
    samples(server);
    server.post(V1.predict(server), V1.example(server)).status(200);
    int before = samples(server);
    for (int i = 0; i < predictions; i++) {
      server.post(V1.predict(server), V1.example(server)).status(200);
    }
    int more = samples(server) - before;
    if (more >= predictions) {
      throw new Mismatch("no sample for each prediction", more + " more samples");
    }
  }

  private static int samples(Server server) throws IOException, Mismatch {
    return read(server).families().stream().mapToInt(family -> family.samples().size()).sum();
  }

  private static void counted(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    double before = count(server);
    server.post(V1.predict(server), V1.example(server)).status(200);
    double after = count(server);
    if (after <= before) {
      throw new Mismatch(REQUESTS + " with protocol v1 and code 200 above " + before, "" + after);
    }
  }

  private static double count(Server server) throws IOException, Mismatch {
    return read(server).family(REQUESTS).map(Family::samples).orElse(List.of()).stream()
        .filter(sample -> "v1".equals(sample.labels().get("protocol")))
        .filter(sample -> "200".equals(sample.labels().get("code")))
        .mapToDouble(Sample::value)
        .sum();
  }

  private static void info(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    String name = server.model().name();
    boolean described =
        read(server).families().stream()
            .filter(family -> family.name().endsWith("_model_info"))
            .flatMap(family -> family.samples().stream())
            .anyMatch(s -> s.value() == 1 && name.equals(s.labels().get("model")));
    if (!described) {
      throw new Mismatch("…_model_info{model=\"" + name + "\"} 1", "none");
    }
  }
}
