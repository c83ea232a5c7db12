package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.models.evaluate.Evaluation.GateReport.GateResult;
import dev.millrace.models.evaluate.Evaluation.Interval;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final double KIB = 1024;

  private Figures() {}

  /** {@code 12,345}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 1 h 5 min}. */
  static String duration(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole + " s";
    }
    return whole < HOUR
        ? whole / MINUTE + " min " + whole % MINUTE + " s"
        : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
  }

  /** {@code 12.3 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /** {@code 3.2 GiB}. */
  static String bytes(long bytes) {
    double size = bytes;
    for (String unit : new String[] {"B", "KiB", "MiB", "GiB"}) {
      if (size < KIB) {
        return String.format(Locale.ROOT, unit.equals("B") ? "%.0f %s" : "%.1f %s", size, unit);
      }
      size /= KIB;
    }
    return String.format(Locale.ROOT, "%.1f TiB", size);
  }

  /** Four digits after the point. */
  static String metric(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** Thousands separated, cents only where there are some. */
  static String money(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }

  /** {@code 0.8211 to 0.8623}. */
  static String interval(Interval interval) {
    return metric(interval.low()) + " to " + metric(interval.high());
  }

  /** {@code gate roc_auc: passed, 0.8412 for at least 0.82}. */
  static String gate(Terminal terminal, GateResult gate) {
    return "gate %s: %s, %s for %s"
        .formatted(
            gate.metric(),
            gate.passed() ? terminal.green("passed") : terminal.red("failed"),
            metric(gate.actual()),
            gate.required());
  }
}
