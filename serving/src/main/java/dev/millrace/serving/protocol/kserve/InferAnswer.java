package dev.millrace.serving.protocol.kserve;

import dev.millrace.scoring.ReasonText;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.Predictions;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of an answer.
 *
 * @param modelVersion of the champion, unless a challenger answered all rows
 * @param id the request's own; null where it had none
 * @param parameters where a challenger answered some of the rows: its version, and which rows
 */
record InferAnswer(
    String modelName,
    String modelVersion,
    @Nullable String id,
    @Nullable Map<String, String> parameters,
    List<OutputTensor> outputs) {

  /**
   * Makes an answer.
   *
   * @param binary elements in binary are appended to it, in the order of the tensors
   */
  static InferAnswer of(
      InferRequest request, Predictions predictions, ReasonText reasons, Buffer binary) {
    List<OutputTensor> outputs = new ArrayList<>();
    request
        .asked()
        .binary()
        .forEach(
            (output, inBinary) -> {
              List<?> elements = elements(output, request, predictions, reasons);
              outputs.add(
                  inBinary
                      ? OutputTensor.inBinary(output, elements, binary)
                      : OutputTensor.inJson(output, elements));
            });
    List<Integer> challenged = challenged(predictions);
    boolean all = challenged.size() == predictions.probabilities().length;
    ModelIdentity model = all ? predictions.modelOf(0) : predictions.model();
    return new InferAnswer(
        model.name(),
        model.version(),
        request.id(),
        all || challenged.isEmpty() ? null : parameters(predictions, challenged),
        outputs);
  }

  private static List<?> elements(
      Output output, InferRequest request, Predictions predictions, ReasonText reasons) {
    int rows = predictions.probabilities().length;
    return switch (output) {
      case PROBABILITY -> Arrays.stream(predictions.probabilities()).boxed().toList();
      case DECISION -> IntStream.range(0, rows).mapToObj(predictions::positive).toList();
      case PREDICTION_ID -> List.of(predictions.ids());
      case REASONS ->
          IntStream.range(0, rows)
              .mapToObj(row -> reasons(request, predictions, reasons, row))
              .toList();
    };
  }

  private static String reasons(
      InferRequest request, Predictions predictions, ReasonText reasons, int row) {
    return request.reasons() == 0
        ? ""
        : reasons.of(request.rows(), row, predictions.reasons().get(row));
  }

  /** Numbers from 1 of the rows that a challenger answered. */
  private static List<Integer> challenged(Predictions predictions) {
    boolean[] challenged = predictions.challenged();
    return predictions.challenger() == null || challenged == null
        ? List.of()
        : IntStream.range(0, challenged.length)
            .filter(row -> challenged[row])
            .mapToObj(row -> row + 1)
            .toList();
  }

  private static Map<String, String> parameters(Predictions predictions, List<Integer> rows) {
    ModelIdentity challenger = predictions.modelOf(rows.get(0) - 1);
    return Map.of(
        "challenger_version", challenger.version(),
        "challenger_rows", rows.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }
}
