package dev.millrace.models.export;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.PackageFiles;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The file {@code MLmodel}, by which MLflow knows a model. Flavors {@code onnx} and {@code
 * python_function} are the pipeline, which takes rows as they come.
 *
 * <p>Its signature is the feature row of the contract. MLflow converts no types but by its own
 * narrow rules (a whole number is no double to it), so where rows are of texts it is told only that
 * categories are texts: the pipeline reads all else. Every column is required, because MLflow gives
 * the pipeline a row without those left out; values may be missing.
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
          data: pipeline.onnx
          onnx_version: %s
          providers:
          - CPUExecutionProvider
        python_function:
          data: pipeline.onnx
          env:
            conda: conda.yaml
            virtualenv: python_env.yaml
          loader_module: mlflow.onnx
          python_version: '%s'
      mlflow_version: %s
      model_uuid: %s
      run_name: %s
      saved_input_example_info:
        artifact_path: input_example.json
        pandas_orient: split
        serving_input_path: serving_input_example.json
        type: dataframe
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
        PythonFiles.ONNX,
        PythonFiles.PYTHON,
        PythonFiles.MLFLOW,
        uuid(contents),
        quoted(contents.metrics().run()),
        quoted(Json.line(inputs(contents.contract()))),
        quoted(Json.line(List.of(field("double", "probability")))),
        quoted(time(contents.created())));
  }

  /** A name, or a YAML list of them for an ensemble. */
  private static String weights(List<String> files) {
    return files.size() == 1 ? files.get(0) : files.toString();
  }

  static List<Map<String, Object>> inputs(FeatureContract contract) {
    boolean texts = PipelineWriter.takesTexts(contract);
    boolean allWhole =
        contract.columns().stream().allMatch(column -> column.type() == ColumnType.INTEGER);
    return contract.columns().stream()
        .map(column -> field(texts ? ofText(column) : ofNumber(column, allWhole), column.name()))
        .toList();
  }

  private static Map<String, Object> field(String type, String name) {
    return Map.of("type", type, "name", name, "required", true);
  }

  private static String ofText(Column column) {
    return column.type() == ColumnType.CATEGORY ? "string" : "any";
  }

  /** One column of doubles makes doubles of the whole numbers beside it. */
  private static String ofNumber(Column column, boolean allWhole) {
    return column.type() == ColumnType.INTEGER && !allWhole ? "any" : "double";
  }

  /** The same run gives the same one. */
  private static String uuid(PackageContents contents) {
    String name = contents.contract().name() + "/" + contents.metrics().run();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** A YAML scalar in single quotes, in which only the quote itself is special. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
