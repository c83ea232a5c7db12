package dev.millrace.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code golden.jsonl}: rows that a package must still score as its training did. */
public final class GoldenRows {
  /** Largest allowed distance of the ONNX network's probability from the trained network's. */
  public static final double TOLERANCE = 1e-5;

  /** A category of a row that was made: no training row has it, and the contract may refuse it. */
  public static final String UNSEEN = "a category that no row has";

  /** The calibration is the same arithmetic on the same input: only its text form lies between. */
  private static final double CALIBRATION_TOLERANCE = 1e-9;

  private GoldenRows() {}

  /** Writes one line of JSON for each row. */
  public static void write(Path file, List<GoldenRow> rows) {
    AtomicFiles.writeText(
        file, rows.stream().map(row -> Json.line(row) + "\n").collect(Collectors.joining()));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code PACKAGE_INVALID} where it is
   *     something else
   */
  public static List<GoldenRow> read(Path file, FeatureContract contract) {
    try {
      List<GoldenRow> rows = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        rows.add(Json.mapper().readValue(line, GoldenRow.class));
        requireTypes(file, rows.size(), contract, rows.get(rows.size() - 1));
      }
      return List.copyOf(rows);
    } catch (JsonProcessingException e) {
      throw Invalid.because(file + ": expected a golden row: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  /** Scores the rows and refuses the package whose answers differ from the expected ones. */
  static void check(
      Path file,
      List<GoldenRow> rows,
      FeatureContract contract,
      Encoder encoder,
      OnnxModel model,
      DecisionRule rule) {
    if (rows.isEmpty()) {
      throw Invalid.because(file + ": expected golden rows, but there are none.");
    }
    CleanRows batch = new CleanRows(contract, rows.stream().map(GoldenRow::row).toList());
    float[] features = new float[rows.size() * encoder.width()];
    encoder.encode(batch, features, new EncodingCounts(contract.columns().size()));
    float[] raw = new float[rows.size()];
    float[] answered = new float[rows.size()];
    try (OnnxScorer reference = model.scorer();
        OnnxScorer scorer = model.rowScorer()) {
      reference.score(features, rows.size(), raw);
      scorer.score(features, rows.size(), answered);
    }
    for (int i = 0; i < rows.size(); i++) {
      GoldenRow golden = rows.get(i);
      requireClose(file, i, "network", golden.raw(), raw[i], TOLERANCE);
      requireClose(file, i, "network in Java", golden.raw(), answered[i], TOLERANCE);
      double calibrated = rule.calibration().apply(golden.raw());
      requireClose(file, i, "calibration", golden.probability(), calibrated, CALIBRATION_TOLERANCE);
    }
  }

  private static void requireTypes(Path file, int line, FeatureContract contract, GoldenRow row) {
    for (Column column : contract.columns()) {
      Object value = row.row().get(column.name());
      if (value != null && !(column.isNumeric() ? Number.class : String.class).isInstance(value)) {
        throw Invalid.because(
            "%s:%d: column '%s' expected a %s, but came %s."
                .formatted(
                    file, line, column.name(), column.isNumeric() ? "number" : "text", value));
      }
    }
  }

  private static void requireClose(
      Path file, int index, String what, double expected, double actual, double tolerance) {
    if (!(Math.abs(expected - actual) <= tolerance)) {
      throw Invalid.because(
          "%s:%d: the %s gives %s, but the trained model gave %s (allowed difference %s)."
              .formatted(file, index + 1, what, actual, expected, tolerance),
          "Package the model again; if this repeats, report it with the package.",
          null);
    }
  }
}
