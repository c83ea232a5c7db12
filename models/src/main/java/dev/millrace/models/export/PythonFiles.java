package dev.millrace.models.export;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.GoldenRow;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files by which MLflow in Python knows what a package needs and what rows look like. The
 * versions are the ones that the tests load and serve packages with.
 */
final class PythonFiles {
  static final String PYTHON = "3.11";
  static final String MLFLOW = "3.17.2";
  static final String ONNX = "1.23.2";
  private static final String ONNXRUNTIME = "1.32.0";
  private static final int EXAMPLES = 5;

  private static final String REQUIREMENTS =
      "mlflow==" + MLFLOW + "\nonnx==" + ONNX + "\nonnxruntime==" + ONNXRUNTIME + "\n";

  private static final String ENVIRONMENT =
      "python: '"
          + PYTHON
          + "'\nbuild_dependencies:\n- pip\ndependencies:\n- -r requirements.txt\n";

  private static final String CONDA =
      """
      channels:
      - conda-forge
      dependencies:
      - python=%s
      - pip
      - pip:
        - mlflow==%s
        - onnx==%s
        - onnxruntime==%s
      name: mlflow-env
      """;

  private PythonFiles() {}

  static void write(Path folder, FeatureContract contract, List<GoldenRow> golden) {
    AtomicFiles.writeText(folder.resolve("requirements.txt"), REQUIREMENTS);
    AtomicFiles.writeText(folder.resolve("python_env.yaml"), ENVIRONMENT);
    AtomicFiles.writeText(
        folder.resolve("conda.yaml"), CONDA.formatted(PYTHON, MLFLOW, ONNX, ONNXRUNTIME));
    Map<String, Object> example = example(contract, golden);
    AtomicFiles.writeText(folder.resolve("input_example.json"), Json.line(example));
    AtomicFiles.writeText(
        folder.resolve("serving_input_example.json"),
        Json.line(Map.of("dataframe_split", example)));
  }

  private static Map<String, Object> example(FeatureContract contract, List<GoldenRow> golden) {
    List<List<@Nullable Object>> rows =
        golden.stream().limit(EXAMPLES).map(row -> values(contract, row.row())).toList();
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("columns", contract.columnNames());
    example.put("data", rows);
    return example;
  }

  private static List<@Nullable Object> values(FeatureContract contract, Map<String, Object> row) {
    boolean texts = PipelineWriter.takesTexts(contract);
    Object[] values = new Object[contract.columns().size()];
    for (int i = 0; i < values.length; i++) {
      Column column = contract.columns().get(i);
      Object value = row.get(column.name());
      values[i] = texts && value instanceof Double number ? natural(column, number) : value;
    }
    return Arrays.asList(values);
  }

  /** As it would come in JSON. */
  private static Object natural(Column column, double number) {
    return switch (column.type()) {
      case BOOLEAN -> number == 1;
      case INTEGER, DATE -> (long) number;
      default -> number;
    };
  }
}
