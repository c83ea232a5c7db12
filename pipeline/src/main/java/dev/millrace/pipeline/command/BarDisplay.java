package dev.millrace.pipeline.command;

import java.io.PrintStream;
import java.util.Locale;

/** One line that is redrawn: a bar with rate and time left. What is finished leaves no trace. */
final class BarDisplay implements Display {
  private static final int BAR = 20;
  private static final String CLEAR = "\r\033[K";

  private final PrintStream err;
  private final int width;

  BarDisplay(PrintStream err, int width) {
    this.err = err;
    this.width = width;
  }

  @Override
  public double interval() {
    return 0.1;
  }

  @Override
  public void began(Meter meter) {
    moved(meter);
  }

  @Override
  public void moved(Meter meter) {
    String line = meter.name() + "  " + bar(meter) + meter.describe();
    err.print(CLEAR + (line.length() < width ? line : line.substring(0, Math.max(0, width - 1))));
    err.flush();
  }

  @Override
  public void ended(Meter meter) {
    err.print(CLEAR);
    err.flush();
  }

  private static String bar(Meter meter) {
    if (meter.share().isEmpty()) {
      return "";
    }
    double share = meter.share().getAsDouble();
    int full = (int) Math.round(share * BAR);
    return "█".repeat(full)
        + "░".repeat(BAR - full)
        + String.format(Locale.ROOT, " %3.0f %%  ", share * 100);
  }
}
