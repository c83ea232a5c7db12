package dev.millrace.mlflow.api;

/**
 * A value of a metric as a server keeps it.
 *
 * @param value NaN is kept; infinite values are kept as the largest finite ones
 * @param at milliseconds since 1970
 * @param model id of the logged model; empty for none
 * @param dataset name of the data set; empty for none
 */
public record MetricPoint(
    String key, double value, long step, long at, String model, String dataset, String digest) {

  /** What makes a point the same point. */
  public record Identity(double value, long step, long at) {}

  /** Equal for what was sent and what the server then tells of it. */
  public Identity identity() {
    double kept = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    return new Identity(kept + 0.0, step, at); // minus zero is zero to a database
  }
}
