package dev.millrace.monitoring;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.monitoring.DriftReport.Drift;
import dev.millrace.monitoring.DriftReport.FeatureDrift;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Counts the rows and scores of one model as they come, in a window of the last 24 hours that moves
 * on hour by hour. A new model needs a new one. Thread-safe, without locks; observing allocates
 * nothing but once an hour.
 */
public final class LiveProfile {
  private final ReferenceProfile reference;
  private final Cells[] columns;
  private final Cells.Bins scores;
  private final StripedCounts counts;
  private final Window window;
  private final InstantSource clock;
  private final LongSupplier nanos;

  /** By the system's clocks. */
  public LiveProfile(FeatureContract contract, ReferenceProfile reference) {
    this(contract, reference, InstantSource.system(), System::nanoTime);
  }

  /**
   * @param clock tells people when the window began; it may jump
   * @param nanos moves the window, by a clock that never goes back; any zero
   * @throws MillraceException {@code PACKAGE_INVALID} where the profile is of other columns
   */
  public LiveProfile(
      FeatureContract contract,
      ReferenceProfile reference,
      InstantSource clock,
      LongSupplier nanos) {
    reference.requireFits(contract);
    this.reference = reference;
    this.columns = reference.features().stream().map(Cells::of).toArray(Cells[]::new);
    this.scores = new Cells.Bins(reference.scores().edges());
    this.counts = StripedCounts.of(columns, scores);
    this.window = new Window(nanos.getAsLong(), counts::sums);
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * Counts rows that were scored.
   *
   * @param rows of the contract
   * @param probabilities calibrated, by row
   */
  public void observe(ColumnBatch rows, double[] probabilities) {
    window.advance(nanos.getAsLong());
    StripedCounts.Stripe stripe = counts.ofThisThread();
    int size = rows.rows();
    for (int column = 0; column < columns.length; column++) {
      Cells cells = columns[column];
      for (int row = 0; row < size; row++) {
        stripe.count(column, cells.of(rows, column, row));
      }
    }
    for (int row = 0; row < size; row++) {
      stripe.count(columns.length, scores.of(probabilities[row]));
    }
  }

  /** How far the window is from the reference. Takes well under a millisecond. */
  public DriftReport report() {
    long now = nanos.getAsLong();
    window.advance(now);
    Window.Content content = window.content(now);
    double falseAlarms = DriftReport.FALSE_ALARM / (columns.length + 1);
    List<FeatureDrift> features = new ArrayList<>();
    for (int column = 0; column < columns.length; column++) {
      ColumnProfile profile = reference.features().get(column);
      long[] live = counts.cells(content.counts(), column);
      Drift drift = Comparison.of(live, profile.cells(), falseAlarms);
      features.add(new FeatureDrift(profile.column(), drift.psi(), drift.level()));
    }
    long[] live = counts.cells(content.counts(), columns.length);
    return new DriftReport(
        Arrays.stream(live).sum(),
        clock.instant().minusNanos(content.nanos()),
        Comparison.of(live, reference.scores().cells(), falseAlarms),
        features);
  }

  /** Begins a new window. */
  public void reset() {
    window.reset(nanos.getAsLong());
  }
}
