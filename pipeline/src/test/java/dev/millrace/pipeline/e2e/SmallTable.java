package dev.millrace.pipeline.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Generated customers: id, plan, months, charge (some missing) and whether they left. */
final class SmallTable {
  static final String HEADER = "id,plan,months,charge,left";

  private static final List<String> PLANS = List.of("basic", "plus", "pro");
  private static final double MISSING = 0.03;

  private SmallTable() {}

  /** Rows without a header; the same for the same arguments. */
  static List<String> rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int plan = random.nextInt(PLANS.size());
      int months = random.nextInt(72);
      double charge = 20 + 30 * plan + 10 * random.nextDouble();
      double leaning = 1.2 - 0.06 * months - 0.8 * plan + 2 * (random.nextDouble() - 0.5);
      String shown =
          random.nextDouble() < MISSING ? "" : String.format(Locale.ROOT, "%.2f", charge);
      rows.add(
          "c%06d,%s,%d,%s,%s"
              .formatted(i, PLANS.get(plan), months, shown, leaning > 0 ? "yes" : "no"));
    }
    return rows;
  }

  /** Writes a CSV file. */
  static Path write(Path file, List<String> rows) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, HEADER + "\n" + String.join("\n", rows) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
