package dev.millrace.serving.deploy;

import static dev.millrace.serving.deploy.Panel.lines;
import static dev.millrace.serving.deploy.Panel.number;
import static dev.millrace.serving.deploy.Panel.table;

import dev.millrace.serving.deploy.Panel.Row;
import dev.millrace.serving.metrics.MetricName;
import java.util.List;

/** What the dashboard shows, from what callers feel down to what Java does. */
final class ServerPanels {
  private static final Queries OF =
      new Queries("job=~\"$job\",instance=~\"$instance\"", "$__rate_interval");

  private ServerPanels() {}

  static List<Row> rows() {
    return List.of(callers(), inside(), model(), data(), experiment(), process());
  }

  private static Row callers() {
    return Row.of(
        "What callers feel",
        lines("Predictions", "reqps", "Predict requests that were answered, by protocol.")
            .show(OF.rate(MetricName.REQUESTS, List.of("protocol")), "{{protocol}}"),
        lines(
                "Answers by status",
                "reqps",
                "400 is a row that does not fit the contract: ask the caller. 5xx is ours.")
            .show(OF.rate(MetricName.REQUESTS, List.of("code")), "{{code}}"),
        lines("Latency", "s", "From a request's last byte to its answer, without the network.")
            .show(OF.quantile(0.5, MetricName.REQUEST_DURATION, List.of()), "median")
            .show(OF.quantile(0.99, MetricName.REQUEST_DURATION, List.of()), "99 %")
            .show(OF.quantile(0.999, MetricName.REQUEST_DURATION, List.of()), "99.9 %"),
        lines(
                "Refused to stay alive",
                "reqps",
                "429 and 503: callers ask more than it takes; outcomes_…: the disk or the memory.")
            .show(OF.rate(MetricName.SHED, List.of("reason")), "{{reason}}"),
        lines("All routes", "reqps", "Predictions, probes, scrapes and the page.")
            .show(
                OF.rate(MetricName.HTTP_REQUESTS, List.of("route", "code")), "{{route}} {{code}}"),
        lines("Open", "none", "Connections, and requests that are read or answered just now.")
            .show(OF.series(MetricName.HTTP_CONNECTIONS), "connections {{instance}}")
            .show(OF.series(MetricName.HTTP_IN_FLIGHT), "requests {{instance}}"));
  }

  private static Row inside() {
    return Row.of(
        "Inside a request",
        lines("Reading, waiting, scoring", "s", "Where the 99 % of the latency is spent.")
            .show(OF.quantile(0.99, MetricName.PARSE_DURATION, List.of()), "reading")
            .show(OF.quantile(0.99, MetricName.QUEUE_DURATION, List.of()), "waiting")
            .show(OF.quantile(0.99, MetricName.SCORE_DURATION, List.of()), "scoring"),
        lines("Rows", "none", "Rows answered in a second.")
            .show(OF.rate(MetricName.ROWS, List.of("model")), "{{model}}"),
        lines("Rows scored together", "none", "1 where every request has one row and none waits.")
            .show(OF.mean(MetricName.BATCH_SIZE), "mean")
            .show(OF.quantile(0.99, MetricName.BATCH_SIZE, List.of()), "99 %"),
        lines("Why a batch was scored", "ops", "inline: no hand-over. queued or full: busy.")
            .show(OF.rate(MetricName.DISPATCHES, List.of("reason")), "{{reason}}"));
  }

  private static Row model() {
    return Row.of(
        "The model",
        table("Loaded", "Replicas should agree, but for moments after a change.")
            .show(OF.series(MetricName.MODEL_INFO), ""),
        number("Loaded since", "dateTimeFromNow", "When the model that answers was loaded.")
            .show(OF.max(MetricName.MODEL_LOADED, List.of("model")) + " * 1000", "{{model}}"),
        lines("Changes", "none", "Attempts to change a model. refused: the old one stays.")
            .show(
                OF.increase(MetricName.SWAPS, List.of("role", "outcome")), "{{role}} {{outcome}}"),
        lines(
                "Newer versions can be looked for",
                "none",
                "0: the registry is away, or the folder is gone; the model that is loaded stays.")
            .show(OF.series(MetricName.SOURCE_REACHABLE), "{{role}} {{instance}}"));
  }

  private static Row data() {
    return Row.of(
        "What is asked and answered",
        lines("Share of positive answers", "percentunit", "Rows that reached the threshold.")
            .show(
                OF.rate(MetricName.POSITIVES, List.of("model"))
                    + " / "
                    + OF.rate(MetricName.ROWS, List.of("model")),
                "{{model}}"),
        lines("Drift of the probabilities", "none", "PSI against training; above 0.25 is large.")
            .show(
                OF.max(MetricName.PREDICTION_DRIFT, List.of("model", "method")),
                "{{model}} {{method}}"),
        lines(
                "Drift of features",
                "none",
                "The ten largest, PSI against training; above 0.25 is large.")
            .show(
                "topk(10, " + OF.max(MetricName.FEATURE_DRIFT, List.of("feature", "method")) + ")",
                "{{feature}} {{method}}"),
        lines("Unseen categories", "none", "Values in a second that training did not have.")
            .show(OF.rate(MetricName.UNSEEN_CATEGORIES, List.of("feature")), "{{feature}}"),
        lines("Missing values", "none", "Values in a second that were null or left out.")
            .show(OF.rate(MetricName.MISSING_VALUES, List.of("feature")), "{{feature}}"));
  }

  private static Row experiment() {
    return Row.of(
        "Champion and challenger",
        lines("Rows by arm", "none", "Empty where no challenger is configured.")
            .show(OF.rate(MetricName.EXPERIMENT_ROWS, List.of("arm")), "{{arm}}")
            .show(OF.rate(MetricName.EXPERIMENT_FAILED_ROWS, List.of()), "the challenger failed"),
        lines("Outcomes by arm", "none", "What really happened, as it was reported.")
            .show(OF.rate(MetricName.EXPERIMENT_OUTCOMES, List.of("arm")), "{{arm}}"),
        lines(
                "Brier score, champion minus challenger",
                "none",
                "Above 0 the challenger is better; decided when lower and upper have one sign.")
            .show(OF.series(MetricName.EXPERIMENT_DIFFERENCE), "{{bound}} {{instance}}"));
  }

  private static Row process() {
    return Row.of(
        "The process",
        lines("Memory", "bytes", "resident is all of it; the heap goes up and down, that is fine.")
            .show(OF.series(MetricName.OFFHEAP_MEMORY), "{{pool}} {{instance}}")
            .show(
                "sum by (instance) (" + OF.foreign("jvm_memory_used_bytes", "area=\"heap\"") + ")",
                "heap {{instance}}"),
        lines("Time in garbage collection", "percentunit", "Of each second.")
            .show(
                "sum by (instance) (rate("
                    + OF.foreign("jvm_gc_pause_seconds_sum")
                    + "[$__rate_interval]))",
                "{{instance}}"),
        lines("Processor", "percentunit", "Of the cores that the process may use.")
            .show(OF.foreign("process_cpu_usage"), "{{instance}}"),
        lines("Open files", "none", "Connections are files too.")
            .show(OF.foreign("process_files_open_files"), "open {{instance}}"),
        lines("Lines of the access log lost", "none", "The disk is full or slow.")
            .show(OF.rate(MetricName.ACCESS_LOG_LOST, List.of()), "lost"));
  }
}
