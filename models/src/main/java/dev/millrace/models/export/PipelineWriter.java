package dev.millrace.models.export;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.scoring.Calibration;
import dev.millrace.scoring.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onnx.Onnx.TensorProto;

/**
 * Writes encoder, network and calibration as one ONNX graph (IR version 9, opset 20), for those who
 * do not run Java: from {@code row [rows, columns]}, the contract's columns in their order, to
 * {@code probability [rows, 1]}, the calibrated one, double. The row is of texts where the contract
 * has a category, as Python's {@code str} writes any value; else of doubles.
 *
 * <p>The arithmetic is Java's, operation for operation, so features are the same floats. What the
 * contract demands of values (ranges, allowed values, standardising of texts, styles of numbers and
 * dates) is not in the graph: days since 1970-01-01 stand for dates.
 */
final class PipelineWriter {
  static final String INPUT = "row";

  /** Numbers from texts are checked by a regular expression, which came with opset 20. */
  private static final int OPSET = 20;

  private static final int IR_VERSION = 9;

  private PipelineWriter() {}

  /** Whether rows are of texts; otherwise they are of doubles. */
  static boolean takesTexts(FeatureContract contract) {
    return contract.columns().stream().anyMatch(column -> column.type() == ColumnType.CATEGORY);
  }

  /** The serialised model; the same contents give the same bytes. */
  static byte[] toBytes(PackageContents contents, Map<String, String> metadata) {
    OnnxGraph graph = graph();
    String features =
        features(graph, contents.contract(), contents.encoder(), contents.nullValues());
    String raw = OnnxWriter.append(graph, contents.trained().networks(), features);
    answer(graph, contents.calibration(), raw);
    return graph.toBytes(OnnxWriter.PRODUCER, metadata);
  }

  static OnnxGraph graph() {
    return new OnnxGraph("pipeline", IR_VERSION, OPSET);
  }

  /** Appends the calibration of {@code raw [rows, 1]}, floats, and the output. */
  static void answer(OnnxGraph graph, Calibration calibration, String raw) {
    String probability = calibrated(graph, calibration, raw);
    graph.output(probability, OnnxModel.OUTPUT, TensorProto.DataType.DOUBLE, 1);
  }

  /** Appends the encoder; its input too. The result is {@code [rows, features]}, floats. */
  static String features(
      OnnxGraph graph, FeatureContract contract, Encoder encoder, List<String> nullValues) {
    boolean texts = takesTexts(contract);
    List<Column> columns = contract.columns();
    TensorProto.DataType type = texts ? TensorProto.DataType.STRING : TensorProto.DataType.DOUBLE;
    String rows = graph.input(INPUT, type, columns.size());
    PipelineColumns writer = new PipelineColumns(graph, nullValues, texts);
    List<String> features = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      features.add(writer.write(columns.get(i), encoder.formula(i), rows, i));
    }
    return graph.apply(
        "Concat", "", List.of(OnnxAttributes.whole("axis", 1)), features.toArray(String[]::new));
  }

  private static String calibrated(OnnxGraph graph, Calibration calibration, String raw) {
    OnnxCurves curves = new OnnxCurves(graph);
    String p = graph.cast(raw, TensorProto.DataType.DOUBLE);
    if (calibration instanceof Calibration.Platt platt) {
      return platt(graph, curves, platt, p);
    }
    if (calibration instanceof Calibration.Isotonic isotonic) {
      return curves.line(isotonic.raw(), isotonic.calibrated(), p);
    }
    return p;
  }

  private static String platt(
      OnnxGraph graph, OnnxCurves curves, Calibration.Platt platt, String p) {
    String inside =
        graph.apply(
            "Clip",
            p,
            curves.number(Calibration.Platt.EDGE),
            curves.number(1 - Calibration.Platt.EDGE));
    String odds = graph.apply("Div", inside, graph.apply("Sub", curves.number(1), inside));
    String scaled = graph.apply("Mul", curves.number(platt.slope()), graph.apply("Log", odds));
    return graph.apply("Sigmoid", graph.apply("Add", scaled, curves.number(platt.intercept())));
  }
}
