package dev.millrace.models.export;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Rules;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.RunMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The model card (Mitchell et al. 2019): what a model predicts, from what data, how well, for whom
 * not, and how to score with it.
 */
final class ModelCard {
  private static final int SHOWN_VALUES = 8;

  private final PackageContents contents;
  private final FeatureContract contract;
  private final Evaluation evaluation;
  private final Map<String, Object> example;
  private final Markdown page = new Markdown();

  private ModelCard(PackageContents contents, Map<String, Object> example) {
    this.contents = contents;
    this.example = example;
    this.contract = contents.contract();
    this.evaluation = contents.evaluation();
  }

  /**
   * The whole card.
   *
   * @param example clean values of a row, shown in the code that scores
   */
  static String markdown(PackageContents contents, Map<String, Object> example) {
    ModelCard card = new ModelCard(contents, example);
    card.head();
    card.data();
    card.quality();
    card.periods();
    card.slices();
    card.limits();
    card.scoring();
    return card.page.toString();
  }

  private void head() {
    String question =
        "that **%s** is **%s**"
            .formatted(
                Markdown.inline(contract.target().column()),
                Markdown.inline(contract.target().positive()));
    page.title("Model card: " + contract.name())
        .paragraph("Predicts how likely it is, for one row at a time, %s.".formatted(question))
        .paragraph(
            String.format(
                Locale.ROOT,
                """
                %s of Deeplearning4j with %d parameters over %d features from %d columns, made \
                by run `%s` of Millrace %s on %s.""",
                model(),
                contents.trained().parameters(),
                contents.encoder().width(),
                contract.columns().size(),
                contents.metrics().run(),
                PackageWriter.version(),
                contents.created()));
  }

  private String model() {
    int members = contents.trained().members().size();
    return members == 1
        ? "A network `%s`".formatted(contents.network())
        : "An ensemble of %d networks `%s` (the mean of their probabilities counts; in `%s`)"
            .formatted(members, contents.network(), String.join("`, `", contents.networkFiles()));
  }

  private void data() {
    page.section("Data")
        .table(
            List.of("rows for", "rows", "positive", "share"),
            List.of(
                split("training", contents.metrics().splits().train()),
                split("validation", contents.metrics().splits().validation()),
                split("test", contents.metrics().splits().test())))
        .paragraph("Where they came from, with fingerprints, is in `provenance.json`.")
        .table(
            List.of("column", "type", "allowed", "may be missing", "meaning"),
            contract.columns().stream().map(ModelCard::describe).toList());
  }

  private void quality() {
    Evaluation.ChosenThreshold threshold = evaluation.threshold();
    page.section("Quality")
        .paragraph(
            "On test rows, which were used for nothing else. Intervals are bootstrap intervals.")
        .table(
            List.of(
                "metric",
                "value",
                "interval",
                evaluation.againstBaseline().baseline() + " baseline"),
            CardMetrics.rows(evaluation))
        .paragraph(
            "A row counts as positive from a probability of **%s** on, chosen on validation rows (%s)."
                .formatted(number(threshold.value()), threshold.rule()))
        .paragraph(Objects.requireNonNullElse(threshold.note(), ""))
        .paragraph(
            "%s Their expected calibration error on test rows is %s."
                .formatted(
                    calibration(evaluation.calibration().method()),
                    number(evaluation.calibration().expectedCalibrationError())));
    Evaluation.BestPossible best = evaluation.bestPossible();
    if (best != null) {
      page.paragraph(describe(best));
    }
    evaluation.gates().results().forEach(gate -> page.paragraph(describe(gate)));
    Evaluation.Decision decision = evaluation.decision();
    if (decision != null) {
      page.paragraph(
          String.format(
              Locale.ROOT,
              "Acting on the %d test rows above the threshold gains %.0f (contacting at random: %.0f).",
              decision.contacted(),
              decision.profit(),
              decision.contactEverybody()));
    }
  }

  private static String describe(Evaluation.BestPossible best) {
    String known =
        "The true probabilities of these made-up rows are known; they reach a ROC-AUC of %s."
            .formatted(number(best.rocAuc()));
    return best.share() == null
        ? known
        : known
            + " The model covers %s of their distance from a random order."
                .formatted(percent(best.share()));
  }

  private static String describe(Evaluation.GateReport.GateResult gate) {
    return "Gate `%s`: **%s**, %s for %s."
        .formatted(
            gate.metric(),
            gate.passed() ? "passed" : "failed",
            number(gate.actual()),
            gate.required());
  }

  private static String calibration(String method) {
    return method.equals("none")
        ? "Probabilities are the network's own, without calibration."
        : "Probabilities are calibrated on validation rows (" + method + ").";
  }

  private void periods() {
    if (evaluation.periods().isEmpty()) {
      return;
    }
    page.section("Periods")
        .paragraph(
            "Rows by cutoff. A mean probability far from the share of positives, or a falling"
                + " ROC-AUC, says that the world changed.")
        .table(
            List.of(
                "cutoff",
                "rows for",
                "rows",
                "positive",
                "share",
                "mean probability",
                "ROC-AUC",
                "interval"),
            evaluation.periods().stream().map(ModelCard::describe).toList());
  }

  private static List<String> describe(Evaluation.Period period) {
    return List.of(
        period.cutoff(),
        period.part(),
        Long.toString(period.rows()),
        Long.toString(period.positives()),
        number(period.positiveRate()),
        number(period.meanProbability()),
        period.rocAuc() == null ? "" : number(period.rocAuc()),
        interval(period.interval()));
  }

  private void slices() {
    if (evaluation.slices().isEmpty()) {
      return;
    }
    page.section("Slices")
        .paragraph("Test rows with one value of a column. Small slices have wide intervals.")
        .table(
            List.of(
                "column", "value", "rows", "positive", "mean probability", "ROC-AUC", "interval"),
            evaluation.slices().stream().map(ModelCard::describe).toList());
  }

  private void limits() {
    List<String> failing =
        contract.columns().stream()
            .filter(column -> column.encoding().unseen() == Encoding.Unseen.FAIL)
            .filter(column -> !column.isNumeric())
            .map(column -> "`" + column.name() + "`")
            .toList();
    page.section("Limits")
        .paragraph(
            """
            - It knows rows like those it was trained on. Where the world changes, quality falls \
            without a sign in the probability itself: compare with outcomes.
            - It finds what goes together, not what causes what.
            - A category that training did not have and a missing value are taken as declared in \
            `contract.json`%s; scoring counts both.
            - Slices above with few rows, and groups that no column names, are not assured."""
                .formatted(
                    failing.isEmpty() ? "" : " (refused in " + String.join(", ", failing) + ")"));
  }

  private void scoring() {
    page.section("How to score")
        .paragraph("From the command line, a file of any size:")
        .code("sh", "millrace score PATH_OF_THIS_FOLDER rows.csv --out scores.csv")
        .paragraph("From Java, with `dev.millrace:millrace-scoring` on the class path:")
        .code("java", ScoringSnippet.of(contract, example, "PATH_OF_THIS_FOLDER"))
        .paragraph(
            """
            The package checks itself when it is opened: checksums of all files, and the \
            probabilities of the rows in `golden.jsonl`.""");
  }

  private static List<String> split(String name, RunMetrics.Split split) {
    return List.of(
        name,
        Long.toString(split.rows()),
        Long.toString(split.positives()),
        percent((double) split.positives() / split.rows()));
  }

  private static List<String> describe(Column column) {
    return List.of(
        column.name(),
        column.type().name().toLowerCase(Locale.ROOT),
        allowed(column),
        column.missing() ? "yes" : "no",
        meaning(column));
  }

  private static String allowed(Column column) {
    if (!column.values().isEmpty()) {
      String shown = String.join(", ", column.values().stream().limit(SHOWN_VALUES).toList());
      return column.values().size() > SHOWN_VALUES ? shown + ", …" : shown;
    }
    List<String> bounds = new ArrayList<>();
    if (column.min() != null) {
      bounds.add("from " + Rules.bound(column.type(), column.min()));
    }
    if (column.max() != null) {
      bounds.add("to " + Rules.bound(column.type(), column.max()));
    }
    return String.join(" ", bounds);
  }

  private static String meaning(Column column) {
    String description = Objects.requireNonNullElse(column.description(), "");
    return column.unit() == null
        ? description
        : (description + " (in " + column.unit() + ")").strip();
  }

  private static List<String> describe(Evaluation.Slice slice) {
    return List.of(
        slice.column(),
        slice.value(),
        Long.toString(slice.rows()),
        Long.toString(slice.positives()),
        number(slice.meanProbability()),
        slice.rocAuc() == null ? "" : number(slice.rocAuc()),
        interval(slice.interval()));
  }

  static String interval(Evaluation.@Nullable Interval interval) {
    return interval == null ? "" : number(interval.low()) + " to " + number(interval.high());
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
