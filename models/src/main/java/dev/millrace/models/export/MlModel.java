package dev.millrace.models.export;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.PackageFiles;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file {@code MLmodel}, by which MLflow knows a model. Its signature is the feature row of the
 * contract. MLflow can load the network through the flavor {@code onnx}; there is no {@code
 * python_function}, because in Python nothing would encode the row or calibrate the answer.
 */
final class MlModel {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @SuppressWarnings("InlineFormatString") // as long as a page: it would bury the method
  private static final String TEMPLATE =
      """
      artifact_path: model
      flavors:
        millrace:
          format: %d
          name: %s
          network: %s
          contract: contract.json
          encoder: encoder.json
          weights: %s
          calibration: calibration.json
          golden_rows: golden.jsonl
          millrace_version: %s
        onnx:
          code: null
          data: model.onnx
          onnx_version: 1.12.0
          providers:
          - CPUExecutionProvider
      run_name: %s
      signature:
        inputs: %s
        outputs: %s
        params: null
      utc_time_created: %s
      """;

  private MlModel() {}

  static String yaml(PackageContents contents) {
    return String.format(
        Locale.ROOT,
        TEMPLATE,
        PackageFiles.FORMAT,
        quoted(contents.contract().name()),
        quoted(contents.network()),
        weights(contents.networkFiles()),
        quoted(PackageWriter.version()),
        quoted(contents.metrics().run()),
        quoted(Json.line(inputs(contents.contract().columns()))),
        quoted(Json.line(List.of(field("double", "probability", true)))),
        quoted(time(contents.created())));
  }

  /** A name, or a YAML list of them for an ensemble. */
  private static String weights(List<String> files) {
    return files.size() == 1 ? files.get(0) : files.toString();
  }

  private static List<Map<String, Object>> inputs(List<Column> columns) {
    return columns.stream()
        .map(column -> field(typeOf(column), column.name(), !column.missing()))
        .toList();
  }

  private static Map<String, Object> field(String type, String name, boolean required) {
    return Map.of("type", type, "name", name, "required", required);
  }

  /** MLflow's type; an integer that may be missing is a double, as in its own tools. */
  private static String typeOf(Column column) {
    return switch (column.type()) {
      case INTEGER -> column.missing() ? "double" : "long";
      case NUMBER -> "double";
      case BOOLEAN -> "boolean";
      case DATE, TIMESTAMP -> "datetime";
      case CATEGORY -> "string";
    };
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** A YAML scalar in single quotes, in which only the quote itself is special. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
