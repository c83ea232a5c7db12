package dev.millrace.serving.metrics;

import java.util.List;

/** Every metric of the server, as Prometheus sees it. Base units: seconds, bytes, ratios, rows. */
public enum MetricName {
  REQUESTS(
      "millrace_inference_requests_total",
      Type.COUNTER,
      "Predict requests answered, by HTTP status",
      "model",
      "protocol",
      "code"),
  REQUEST_DURATION(
      "millrace_inference_request_duration_seconds",
      Type.HISTOGRAM,
      "From a request's last byte to its answer",
      "model",
      "protocol"),
  PARSE_DURATION(
      "millrace_inference_parse_duration_seconds",
      Type.HISTOGRAM,
      "Reading and checking the rows of a request",
      "protocol"),
  QUEUE_DURATION(
      "millrace_inference_queue_duration_seconds",
      Type.HISTOGRAM,
      "Waiting between reading and scoring"),
  SCORE_DURATION(
      "millrace_inference_score_duration_seconds",
      Type.HISTOGRAM,
      "Encoding and scoring the rows of a batch",
      "model"),
  BATCH_SIZE("millrace_inference_batch_size", Type.HISTOGRAM, "Rows that were scored together"),
  DISPATCHES(
      "millrace_inference_dispatch_total",
      Type.COUNTER,
      "Batches by the reason why they were scored when they were",
      "reason"),
  ROWS("millrace_inference_rows_total", Type.COUNTER, "Rows scored and answered", "model"),
  POSITIVES(
      "millrace_inference_positive_rows_total",
      Type.COUNTER,
      "Rows answered whose probability reached the threshold",
      "model"),
  SHED(
      "millrace_inference_shed_total",
      Type.COUNTER,
      "Requests refused with 429 or 503 to stay alive",
      "reason"),
  HTTP_REQUESTS(
      "millrace_http_requests_total",
      Type.COUNTER,
      "All requests, by route and status",
      "route",
      "code"),
  HTTP_IN_FLIGHT("millrace_http_requests_in_flight", Type.GAUGE, "Requests being answered"),
  HTTP_CONNECTIONS("millrace_http_connections", Type.GAUGE, "Open connections"),
  UNSEEN_CATEGORIES(
      "millrace_feature_unseen_category_total",
      Type.COUNTER,
      "Values that training rows did not have",
      "model",
      "feature"),
  MISSING_VALUES(
      "millrace_feature_missing_total", Type.COUNTER, "Missing values", "model", "feature"),
  FEATURE_DRIFT(
      "millrace_feature_drift_score",
      Type.GAUGE,
      "How far a feature has moved from the training rows",
      "model",
      "feature",
      "method"),
  PREDICTION_DRIFT(
      "millrace_prediction_drift_score",
      Type.GAUGE,
      "How far the probabilities have moved from those of training",
      "model",
      "method"),
  MODEL_INFO(
      "millrace_model_info",
      Type.GAUGE,
      "1 for each model that is loaded",
      "model",
      "version",
      "alias",
      "run_id",
      "role"),
  MODEL_LOADED(
      "millrace_model_loaded_timestamp_seconds", Type.GAUGE, "When it was loaded", "model"),
  SWAPS(
      "millrace_model_swaps_total",
      Type.COUNTER,
      "Attempts to change a model: swapped, refused or rolled_back",
      "role",
      "outcome"),
  SOURCE_REACHABLE(
      "millrace_model_source_reachable",
      Type.GAUGE,
      "1 where newer versions could be looked for the last time, else 0",
      "role"),
  EXPERIMENT_ROWS(
      "millrace_experiment_rows_total", Type.COUNTER, "Rows answered by each arm", "arm"),
  EXPERIMENT_FAILED_ROWS(
      "millrace_experiment_failed_rows_total",
      Type.COUNTER,
      "Rows that the challenger failed to score; the champion answered them"),
  EXPERIMENT_OUTCOMES(
      "millrace_experiment_outcomes_total", Type.COUNTER, "Outcomes that came back", "arm"),
  EXPERIMENT_DIFFERENCE(
      "millrace_experiment_brier_difference",
      Type.GAUGE,
      "Brier score of the champion minus that of the challenger: mean and confidence sequence",
      "bound"),
  ACCESS_LOG_LOST(
      "millrace_access_log_lost_total",
      Type.COUNTER,
      "Lines of the access log that could not be written"),
  OFFHEAP_MEMORY("millrace_offheap_memory_bytes", Type.GAUGE, "Memory outside the heap", "pool");

  /** How Prometheus treats it. */
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  private final String prometheusName;
  private final Type type;
  private final String description;
  private final List<String> labels;

  MetricName(String prometheusName, Type type, String description, String... labels) {
    this.prometheusName = prometheusName;
    this.type = type;
    this.description = description;
    this.labels = List.of(labels);
  }

  /** As {@code /metrics} spells it; of a histogram without {@code _bucket}. */
  public String prometheusName() {
    return prometheusName;
  }

  public Type type() {
    return type;
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  /** Label names, bounded by contract and configuration. */
  public List<String> labels() {
    return labels;
  }
}
