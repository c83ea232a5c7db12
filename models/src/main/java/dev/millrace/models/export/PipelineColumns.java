package dev.millrace.models.export;

import dev.millrace.contract.encode.ColumnFormula;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.TensorProto;

/**
 * Encodes columns in ONNX. A value that cannot be encoded is an error of the operator {@code
 * Gather}, whose name says which column expected what: graphs have no other way to refuse.
 */
final class PipelineColumns {
  private static final String MISSING = "nan";

  /** As Python and Java write numbers, and not more: casting would read any beginning. */
  private static final String NUMBER =
      "nan|[+\\-]?(?:inf|Infinity|(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+\\-]?[0-9]{1,3})?)";

  private final OnnxGraph graph;
  private final OnnxCurves curves;
  private final Set<String> missing;
  private final boolean texts;

  /**
   * @param texts whether rows are of texts; otherwise they are of doubles
   */
  PipelineColumns(OnnxGraph graph, List<String> nullValues, boolean texts) {
    this.graph = graph;
    this.curves = new OnnxCurves(graph);
    this.missing = Spellings.missing(nullValues);
    this.texts = texts;
  }

  /** Appends a column's features, {@code [rows, features]}, floats. */
  String write(Column column, ColumnFormula formula, String rows, int index) {
    String value =
        graph.apply(
            "Gather",
            column.name(),
            List.of(OnnxAttributes.whole("axis", 1)),
            rows,
            graph.wholes(new long[] {index}));
    if (formula instanceof ColumnFormula.Categories categories) {
      return categories(column, categories, value);
    }
    return numbers((ColumnFormula.Numbers) formula, number(column, value));
  }

  private String categories(Column column, ColumnFormula.Categories categories, String value) {
    List<String> known = List.copyOf(categories.known().keySet());
    List<List<Float>> table = new ArrayList<>(categories.known().values());
    table.add(categories.missing());
    List<Float> unseen = categories.unseen();
    if (unseen != null) {
      table.add(unseen);
    }
    String flat = graph.apply("Reshape", value, graph.wholes(new long[] {-1}, 1));
    String index = graph.lookup(flat, indices(column, known), known.size() + 1L);
    return gather(column, table, index);
  }

  /** A category means itself before it means another one or nothing. */
  private Map<String, Long> indices(Column column, List<String> known) {
    Map<String, Long> indices = new LinkedHashMap<>();
    for (int i = 0; i < known.size(); i++) {
      indices.put(known.get(i), (long) i);
    }
    for (int i = 0; i < known.size(); i++) {
      for (String spelling : Spellings.category(known.get(i))) {
        indices.putIfAbsent(spelling, (long) i);
      }
    }
    missing.stream()
        .filter(spelling -> !column.values().contains(spelling))
        .forEach(spelling -> indices.putIfAbsent(spelling, (long) known.size()));
    return indices;
  }

  private String gather(Column column, List<List<Float>> table, String index) {
    int width = table.get(0).size();
    float[] flat = new float[table.size() * width];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = table.get(i / width).get(i % width);
    }
    return graph.apply(
        "Gather",
        expects(column, "a category of the training rows"),
        List.of(),
        graph.floats(flat, table.size(), width),
        index);
  }

  /** The column's numbers, {@code [rows, 1]}, doubles; NaN where missing. */
  private String number(Column column, String value) {
    String flat = graph.apply("Reshape", value, graph.wholes(new long[] {-1, 1}, 2));
    if (!texts) {
      return flat;
    }
    return column.type() == ColumnType.BOOLEAN ? truth(column, flat) : parsed(column, flat);
  }

  private String truth(Column column, String text) {
    Map<String, Long> indices = new LinkedHashMap<>(Spellings.truth());
    missing.forEach(spelling -> indices.put(spelling, 2L));
    String table = graph.doubles(new double[] {0, 1, Double.NaN}, 3);
    return graph.apply(
        "Gather", expects(column, "a yes or no"), List.of(), table, graph.lookup(text, indices, 3));
  }

  private String parsed(Column column, String text) {
    Map<String, Long> ones = new LinkedHashMap<>();
    missing.forEach(spelling -> ones.put(spelling, 1L));
    String isMissing = graph.cast(graph.lookup(text, ones, 0), TensorProto.DataType.BOOL);
    String plain = graph.apply("Where", isMissing, graph.text(MISSING), text);
    String valid =
        graph.apply("RegexFullMatch", "", List.of(OnnxAttributes.text("pattern", NUMBER)), plain);
    String readable = graph.apply("Where", valid, plain, graph.text(MISSING));
    String read = graph.cast(readable, TensorProto.DataType.DOUBLE);
    return graph.apply("Add", read, refusal(column, valid));
  }

  /** 0 where all is well, an error where not. */
  private String refusal(Column column, String valid) {
    String expected =
        switch (column.type()) {
          case DATE, TIMESTAMP -> "days since 1970-01-01, as a number";
          default -> "a number";
        };
    String index = graph.cast(graph.apply("Not", valid), TensorProto.DataType.INT64);
    return graph.apply(
        "Gather", expects(column, expected), List.of(), graph.doubles(new double[] {0}, 1), index);
  }

  private static String expects(Column column, String expected) {
    return "Column '" + column.name() + "' expects " + expected;
  }

  private String numbers(ColumnFormula.Numbers formula, String number) {
    String isMissing = graph.apply("IsNaN", number);
    String value = graph.apply("Where", isMissing, curves.number(formula.impute()), number);
    List<String> features = new ArrayList<>();
    for (ColumnFormula.Curve curve : formula.curves()) {
      features.add(graph.cast(curves.write(curve, value), TensorProto.DataType.FLOAT));
    }
    if (formula.indicator()) {
      features.add(graph.cast(isMissing, TensorProto.DataType.FLOAT));
    }
    return features.size() == 1
        ? features.get(0)
        : graph.apply(
            "Concat",
            "",
            List.of(OnnxAttributes.whole("axis", 1)),
            features.toArray(String[]::new));
  }
}
