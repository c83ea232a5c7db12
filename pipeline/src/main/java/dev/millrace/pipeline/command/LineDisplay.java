package dev.millrace.pipeline.command;

import java.io.PrintStream;

/** Plain lines, for logs: one at the start, one now and then, one at the end. */
final class LineDisplay implements Display {
  private final PrintStream err;

  LineDisplay(PrintStream err) {
    this.err = err;
  }

  @Override
  public double interval() {
    return 5;
  }

  @Override
  public void began(Meter meter) {
    err.println(meter.name());
  }

  @Override
  public void moved(Meter meter) {
    err.println(meter.name() + ": " + meter.describe());
  }

  @Override
  public void ended(Meter meter) {
    String done = meter.done() > 0 ? Figures.count(meter.done()) + " " + meter.unit() + " in " : "";
    String note = meter.note().isEmpty() ? "" : " (" + meter.note() + ")";
    err.println(meter.name() + ": " + done + Figures.duration(meter.seconds()) + note);
  }
}
