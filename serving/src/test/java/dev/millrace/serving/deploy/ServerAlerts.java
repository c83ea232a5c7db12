package dev.millrace.serving.deploy;

import static dev.millrace.serving.deploy.Alert.page;
import static dev.millrace.serving.deploy.Alert.ticket;

import dev.millrace.serving.metrics.MetricName;
import java.util.List;
import java.util.stream.Collectors;

/** What somebody has to know about, and what to do then. */
final class ServerAlerts {
  private static final Queries FIVE_MINUTES = new Queries("", "5m");
  private static final Queries HOUR = new Queries("", "1h");
  private static final List<String> JOB = List.of("job");

  /** Do not pass by themselves, and have nothing to do with how much is asked. */
  private static final String NOT_KEPT = "\"outcomes_full|outcomes_not_kept\"";

  private ServerAlerts() {}

  /** The rules file. */
  static String yaml() {
    return """
        # Written by the tests of serving/ from the names of the metrics: change ServerAlerts.java there.
        groups:
          - name: millrace-serve
            rules:
        """
        + all().stream().map(Alert::yaml).collect(Collectors.joining());
  }

  static List<Alert> all() {
    return List.of(
        down(),
        gone(),
        errors(),
        shedding(),
        outcomes(),
        slow(),
        refusedRows(),
        refusedSwap(),
        versionsDiffer(),
        source(),
        predictionDrift(),
        featureDrift(),
        unseen(),
        accessLog(),
        memory());
  }

  private static Alert down() {
    return page(
            "MillraceDown",
            "2m",
            "up == 0 and on (job, instance) last_over_time(%s[1d])"
                .formatted(FIVE_MINUTES.series(MetricName.MODEL_INFO)))
        .says(
            "{{ $labels.instance }} does not answer",
            "A server that answered within the last day cannot be reached by Prometheus. The others"
                + " carry its load.")
        .look(
            "Is the process there? Its log ends with the reason. Exit code 2: its configuration. 3 or"
                + " 137: memory. 143: it was told to stop. Does GET /live answer from its own machine?")
        .act(
            "Start it again. If it does not start, its log names the file or setting; 'millrace serve'"
                + " starts with the package that was served last when the registry is away.");
  }

  private static Alert gone() {
    return page(
            "MillraceGone",
            "5m",
            "absent(%s)".formatted(FIVE_MINUTES.series(MetricName.MODEL_INFO)))
        .says(
            "No server answers with any model",
            "Prometheus sees no server at all: either all are down, and nobody gets predictions, or"
                + " Prometheus has lost them.")
        .look("Ask one server yourself: GET /ready. Then the targets page of Prometheus.")
        .act("Servers that are down: as for MillraceDown. Otherwise mend the scraping.");
  }

  private static Alert errors() {
    String ours =
        FIVE_MINUTES.rate(MetricName.HTTP_REQUESTS, JOB, "code=~\"5..\"", "code!=\"503\"");
    return page(
            "MillraceErrors",
            "5m",
            ours + " / " + FIVE_MINUTES.rate(MetricName.HTTP_REQUESTS, JOB) + " > 0.01")
        .says(
            "{{ $value | humanizePercentage }} of the requests to {{ $labels.job }} fail",
            "Answers of 500 and above that are our fault. A healthy server gives none, whatever it is"
                + " sent.")
        .look(
            "The server's log at level ERROR, and on the dashboard whether it began with a change of"
                + " the model.")
        .act(
            "Began with a new model: POST /v1/models/NAME/rollback. Otherwise restart one server; if"
                + " it fails again, keep its log and the request for a report.");
  }

  private static Alert shedding() {
    String shed = FIVE_MINUTES.rate(MetricName.SHED, JOB, "reason!~" + NOT_KEPT);
    return page(
            "MillraceShedding",
            "5m",
            shed + " / " + FIVE_MINUTES.rate(MetricName.HTTP_REQUESTS, JOB) + " > 0.01")
        .says(
            "{{ $labels.job }} refuses {{ $value | humanizePercentage }} of its requests",
            "The servers refuse work with 429 or 503 to stay alive. Callers that try again get their"
                + " answer later, others none.")
        .look(
            "Dashboard: the reason, whether traffic rose, whether latency did. The access log names"
                + " the callers.")
        .act(
            "Traffic rose: add servers (Kubernetes: the autoscaler's maximum). One caller floods: give"
                + " its key a rate. Neither: as for MillraceSlow.");
  }

  /** Also where outcomes come once a day: one that is refused is enough. */
  private static Alert outcomes() {
    return page(
            "MillraceOutcomesRefused",
            "0m",
            FIVE_MINUTES.increase(
                    MetricName.SHED, List.of("job", "instance", "reason"), "reason=~" + NOT_KEPT)
                + " > 0")
        .says(
            "{{ $labels.instance }} refuses outcomes: {{ $labels.reason }}",
            "Outcomes get 503 and are lost unless they are sent again; predictions go on."
                + " outcomes_not_kept: the disk of 'data' is full or broken. outcomes_full: memory"
                + " holds no more of them.")
        .look(
            "The server's log at level WARN has what the system said; df on the disk of 'data'."
                + " docs/experiments.md, 'Outcomes'.")
        .act(
            "outcomes_not_kept: free the disk of 'data'; the server goes on by itself."
                + " outcomes_full: move outcomes-*.jsonl that are no longer needed away and restart,"
                + " or give more memory. Then send again what was refused.");
  }

  private static Alert slow() {
    return page(
            "MillraceSlow",
            "10m",
            FIVE_MINUTES.quantile(0.99, MetricName.REQUEST_DURATION, JOB) + " > 0.05")
        .says(
            "1 % of the requests to {{ $labels.job }} take more than {{ $value | humanizeDuration }}",
            "A row takes well below a millisecond. Callers with tight time limits give up.")
        .look(
            "Dashboard, 'Inside a request': waiting is long where cores are short; reading and"
                + " scoring where requests have thousands of rows. Then garbage collection.")
        .act(
            "Waiting: add servers or cores. Many rows: lower limits.rows, or let such callers use"
                + " 'millrace score'. Collection above 10 %: more memory.");
  }

  private static Alert refusedRows() {
    String refused = FIVE_MINUTES.rate(MetricName.REQUESTS, JOB, "code=~\"4..\"");
    return ticket(
            "MillraceRowsRefused",
            "15m",
            refused + " / " + FIVE_MINUTES.rate(MetricName.REQUESTS, JOB) + " > 0.2")
        .says(
            "{{ $value | humanizePercentage }} of the predict requests to {{ $labels.job }} are refused",
            "Callers send rows that do not fit the model's contract and get 400 with every problem.")
        .look("The access log: which key sends them, since when. Send one such row yourself.")
        .act(
            "A caller has changed: tell them what the answer says. It began with a new model: its"
                + " contract asks for more; roll back and talk.");
  }

  private static Alert refusedSwap() {
    return ticket(
            "MillraceModelRefused",
            "0m",
            HOUR.increase(MetricName.SWAPS, List.of("job", "role"), "outcome=\"refused\"") + " > 0")
        .says(
            "{{ $labels.job }} has refused a new {{ $labels.role }}",
            "A new package failed its self-test, or takes less than today's. The old model stays;"
                + " callers notice nothing. An experiment goes on with the old challenger.")
        .look(
            "The version and the reason: GET /ready, last_swap, of a champion; GET /v1/experiment,"
                + " challenger_problem, of a challenger; the log at level WARN.")
        .act(
            "Move the alias back, or register the model again. Nothing is urgent as long as the old"
                + " model is good enough.");
  }

  private static Alert versionsDiffer() {
    String versions =
        "count by (job, model, version) (%s)"
            .formatted(FIVE_MINUTES.series(MetricName.MODEL_INFO, "role=\"champion\""));
    return ticket("MillraceVersionsDiffer", "30m", "count by (job, model) (" + versions + ") > 1")
        .says(
            "Replicas of {{ $labels.job }} answer with different versions of {{ $labels.model }}",
            "For half an hour {{ $value }} versions answered, so the same row gets different answers.")
        .look("Dashboard, 'Loaded': which server has which. GET /ready on the one that is behind.")
        .act(
            "It refused the model, or cannot look for newer ones: the alerts for these say what to"
                + " do. A restart makes it look anew.");
  }

  private static Alert source() {
    return ticket(
            "MillraceModelSourceUnreachable",
            "1h",
            FIVE_MINUTES.series(MetricName.SOURCE_REACHABLE) + " == 0")
        .says(
            "{{ $labels.instance }} could not look for a newer {{ $labels.role }} for an hour",
            "Predictions go on with the model that is loaded, but a new one would not be noticed, and"
                + " a new server without a copy could not start.")
        .look(
            "GET /ready: 'source' says why; of a challenger GET /v1/experiment. A registry: is MLflow"
                + " up, has its token run out? A folder: is it there, may the server read it?")
        .act(
            "Mend MLflow, the token, the folder or the link. Until then do not roll or scale the"
                + " servers.");
  }

  private static Alert predictionDrift() {
    return ticket(
            "MillracePredictionsDrift",
            "1d",
            FIVE_MINUTES.max(MetricName.PREDICTION_DRIFT, List.of("job", "model"), "method=\"psi\"")
                + " > 0.25")
        .says(
            "The probabilities of {{ $labels.model }} have moved far from those of training",
            "For a day the answers were spread differently than in training (PSI {{ $value |"
                + " humanize }}, above 0.25 is large). Decisions at the old threshold may be wrong.")
        .look("Dashboard: which features moved on the same day, and the share of positive answers.")
        .act(
            "One feature jumped: somebody changed what is sent, mend that. The world changed: train"
                + " anew on recent rows.");
  }

  private static Alert featureDrift() {
    return ticket(
            "MillraceFeatureDrifts",
            "1d",
            FIVE_MINUTES.max(
                    MetricName.FEATURE_DRIFT, List.of("job", "model", "feature"), "method=\"psi\"")
                + " > 0.25")
        .says(
            "{{ $labels.feature }} has moved far from its values in training",
            "For a day its values were spread differently (PSI {{ $value | humanize }}, above 0.25 is"
                + " large). The model guesses where it has seen little.")
        .look("Dashboard: since when, and whether missing values or unseen categories rose too.")
        .act(
            "A jump: ask who sends it (units, a default, a new system). A slow move: train anew on"
                + " recent rows.");
  }

  private static Alert unseen() {
    String values = HOUR.rate(MetricName.UNSEEN_CATEGORIES, List.of("job", "model", "feature"));
    String rows = HOUR.rate(MetricName.ROWS, List.of("job", "model"));
    return ticket(
            "MillraceUnseenCategories",
            "1h",
            values + " / on (job, model) group_left () " + rows + " > 0.01")
        .says(
            "{{ $value | humanizePercentage }} of the rows have a {{ $labels.feature }} that training"
                + " did not have",
            "The model answers by its rule for unknown values, which is a guess.")
        .look("The callers' recent requests: a new product, another spelling, capitals, blanks?")
        .act("Spelling: the caller mends it. A new value: train anew once it has outcomes.");
  }

  private static Alert accessLog() {
    return ticket(
            "MillraceAccessLogLost",
            "0m",
            FIVE_MINUTES.increase(MetricName.ACCESS_LOG_LOST, List.of("job", "instance")) + " > 0")
        .says(
            "{{ $labels.instance }} loses lines of its access log",
            "Requests are answered, but not all leave their line: the disk is full or too slow.")
        .look("df on the log's disk; is it rotated? The server's log says what the system said.")
        .act("Make room, rotate more often. Writing goes on by itself.");
  }

  private static Alert memory() {
    String resident = FIVE_MINUTES.series(MetricName.OFFHEAP_MEMORY, "pool=\"resident\"");
    return ticket(
            "MillraceMemoryGrows",
            "1h",
            "min_over_time(%s[1h]) > 1.3 * max_over_time(%s[1h] offset 1d) and on (job, instance) %s > 172800"
                .formatted(resident, resident, FIVE_MINUTES.foreign("process_uptime_seconds")))
        .says(
            "{{ $labels.instance }} has grown by a third in a day",
            "After two days a server's memory is flat, over any number of new models. It may be ended"
                + " by the system at its limit; {{ $value | humanize1024 }}B now.")
        .look("Dashboard, 'Memory': heap, direct or only resident? Did connections grow as well?")
        .act(
            "Restart it at a quiet time. Heap or direct grew: 'jcmd PID GC.heap_info' and the versions"
                + " of Millrace and the model for a report.");
  }
}
