package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.support.Progress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Progress that a display shows, not more often than the display wants. Thread-safe. */
final class ShownProgress implements Progress {
  private static final double NANOS = 1e9;

  private final Display display;
  private final LongSupplier nanos;

  /**
   * @param nanos the clock, as {@link System#nanoTime}
   */
  ShownProgress(Display display, LongSupplier nanos) {
    this.display = display;
    this.nanos = nanos;
  }

  /** A redrawn line where a person watches, JSON lines where asked for, else plain lines. */
  static Progress on(Terminal terminal, boolean json) {
    Display display =
        json
            ? new JsonDisplay(terminal.err())
            : terminal.interactive()
                ? new BarDisplay(terminal.err(), terminal.width())
                : new LineDisplay(terminal.err());
    return new ShownProgress(display, System::nanoTime);
  }

  /** For short work: a redrawn line where a person watches, else nothing. */
  static Progress onlyInteractive(Terminal terminal) {
    return terminal.interactive() ? on(terminal, false) : Progress.silent();
  }

  @Override
  public Task start(String name, long total, String unit) {
    return new Shown(name, total, unit);
  }

  private final class Shown implements Task {
    private final String name;
    private final long total;
    private final String unit;
    private final long started = nanos.getAsLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong shownAt = new AtomicLong(started);
    private volatile String note = "";

    Shown(String name, long total, String unit) {
      this.name = name;
      this.total = total;
      this.unit = unit;
      synchronized (display) {
        display.began(meter(started));
      }
    }

    @Override
    public void advance(long units) {
      done.addAndGet(units);
      showWhenDue();
    }

    @Override
    public void note(String remark) {
      note = remark;
      showWhenDue();
    }

    @Override
    public void close() {
      synchronized (display) {
        display.ended(meter(nanos.getAsLong()));
      }
    }

    private void showWhenDue() {
      long now = nanos.getAsLong();
      long last = shownAt.get();
      if ((now - last) / NANOS >= display.interval() && shownAt.compareAndSet(last, now)) {
        synchronized (display) {
          display.moved(meter(now));
        }
      }
    }

    private Meter meter(long now) {
      return new Meter(name, done.get(), total, unit, note, (now - started) / NANOS);
    }
  }
}
