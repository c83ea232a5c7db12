package dev.millrace.serving.protocol.mlflow;

import dev.millrace.scoring.Reason;
import dev.millrace.scoring.ReasonText;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Predictions;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer. {@code predictions} is what MLflow answers for the same package; what
 * stands beside it is ours, where MLflow puts metadata and its clients look at nothing.
 *
 * @param predictions one for each row
 * @param model the model's name
 * @param version of the model; of the champion where a challenger answers rows too
 * @param versions of the model that answered each row; null where one answered all
 * @param threshold of the model of that version
 * @param decisions whether each row's probability reaches its model's threshold
 * @param ids of the predictions, for sending outcomes later
 */
record Answer(
    List<Row> predictions,
    String model,
    String version,
    @Nullable List<String> versions,
    double threshold,
    List<Boolean> decisions,
    List<String> ids) {

  /**
   * A row of MLflow's table.
   *
   * @param reasons as {@code millrace score --reasons} writes them; null where none were asked for
   */
  record Row(double probability, @Nullable String reasons) {}

  static Answer of(PredictRequest request, Predictions predictions, ReasonText text) {
    int rows = predictions.probabilities().length;
    return new Answer(
        IntStream.range(0, rows).mapToObj(row -> row(request, predictions, text, row)).toList(),
        predictions.model().name(),
        predictions.model().version(),
        versions(predictions, rows),
        predictions.model().threshold(),
        IntStream.range(0, rows).mapToObj(predictions::positive).toList(),
        List.of(predictions.ids()));
  }

  private static Row row(
      PredictRequest request, Predictions predictions, ReasonText text, int row) {
    double probability = predictions.probabilities()[row];
    if (request.reasons() == 0) {
      return new Row(probability, null);
    }
    List<Reason> reasons = predictions.reasons().get(row);
    return new Row(probability, text.of(request.rows(), row, reasons));
  }

  private static @Nullable List<String> versions(Predictions predictions, int rows) {
    return predictions.challenger() == null
        ? null
        : IntStream.range(0, rows).mapToObj(row -> predictions.modelOf(row).version()).toList();
  }
}
