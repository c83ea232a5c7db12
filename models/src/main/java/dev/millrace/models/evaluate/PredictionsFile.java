package dev.millrace.models.evaluate;

import dev.millrace.contract.rows.CutoffText;
import dev.millrace.contract.support.AtomicFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code predictions.csv}: key, cutoff where rows have one, split, label and calibrated probability
 * of validation rows, then test rows, each in the order of their source; RFC 4180, UTF-8, line
 * feeds. Equal results give equal bytes.
 */
public final class PredictionsFile {
  private PredictionsFile() {}

  /** Writes the file whole or not at all. */
  public static void write(Path file, EvaluationResult result) {
    AtomicFiles.write(
        file,
        temporary -> {
          try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
            out.write(result.test().rows().hasCutoffs() ? "key,cutoff," : "key,");
            out.write("split,label,probability\n");
            append(out, "validation", result.validation().rows());
            append(out, "test", result.test().rows());
          }
        });
  }

  private static void append(BufferedWriter out, String split, ScoredRows rows) throws IOException {
    for (int row = 0; row < rows.size(); row++) {
      out.write(quoted(rows.key(row)));
      out.write(',');
      if (rows.hasCutoffs()) {
        out.write(CutoffText.of(rows.cutoff(row)));
        out.write(',');
      }
      out.write(split);
      out.write(rows.isPositive(row) ? ",1," : ",0,");
      out.write(Double.toString(rows.probability(row)));
      out.write('\n');
    }
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
