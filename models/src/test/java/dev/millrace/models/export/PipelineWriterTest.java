package dev.millrace.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.encode.ColumnStatistics;
import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncoderBuilder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.Encoding.Indicator;
import dev.millrace.contract.feature.Encoding.Method;
import dev.millrace.contract.feature.Encoding.Unseen;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.Target;
import dev.millrace.scoring.Calibration;
import dev.millrace.scoring.OnnxModel;
import dev.millrace.scoring.OnnxScorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pipeline against Java's own encoder, network and calibration. */
class PipelineWriterTest {
  private static final int ROWS = 100;
  private static final List<String> WORDS =
      List.of("a", "b", "5", "-3", "true", "None", "nan", "é \"x\"", "n/a", "Two year");

  private static final List<Double> EXTREMES =
      List.of(0.0, -0.0, 1e300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE, 1e-300, 3e9, 1e16);

  /** Everything random: columns, their encodings, what they are fitted to, and rows. */
  @Property(tries = 60)
  void any_rows_of_any_contract_get_what_java_gives_them(@ForAll long seed) {
    Random random = new Random(seed);
    FeatureContract contract = contract(random);
    List<ColumnStatistics> fitted =
        contract.columns().stream().map(column -> statistics(column, random)).toList();
    Encoder encoder = new EncoderBuilder(contract, fitted).build();
    List<MultiLayerNetwork> networks =
        PackageFixture.ensemble(encoder.width(), 1 + random.nextInt(3)).networks();
    Calibration calibration = calibration(random);
    ColumnBatch rows = rows(contract, random);

    double[] expected = java(contract, encoder, networks, calibration, rows);
    double[] actual;
    try (PipelineModel pipeline =
        PipelineModel.load(
            bytes(contract, encoder, networks, calibration, List.of("n/a")), contract)) {
      actual = pipeline.score(rows);
    }

    for (int i = 0; i < ROWS; i++) {
      assertThat(actual[i]).as("row %d of %s", i, contract).isCloseTo(expected[i], within(1e-7));
    }
  }

  /** Found by the property above: two zeros among the points of a line. */
  @Test
  void negative_zeros_are_zeros() {
    any_rows_of_any_contract_get_what_java_gives_them(-421);
  }

  private static final FeatureContract ONE_OF_EACH =
      contract(
          column("plan", ColumnType.CATEGORY, Method.ONE_HOT, Unseen.FAIL, List.of("1", "2", "n")),
          column("active", ColumnType.BOOLEAN, Method.ROBUST, Unseen.IGNORE, List.of()),
          column("amount", ColumnType.NUMBER, Method.ROBUST, Unseen.IGNORE, List.of()),
          column("since", ColumnType.DATE, Method.ROBUST, Unseen.IGNORE, List.of()));

  private static PipelineModel oneOfEach() {
    Encoder encoder =
        new EncoderBuilder(
                ONE_OF_EACH,
                List.of(
                    ColumnStatistics.Categories.of(
                        Arrays.asList("1", "2", "n", null), List.of(true, false, true, true)),
                    ColumnStatistics.Numbers.of(0, 1, 1),
                    ColumnStatistics.Numbers.of(1, 2, 9, Double.NaN),
                    ColumnStatistics.Numbers.of(20_000, 20_100, Double.NaN)))
            .build();
    List<MultiLayerNetwork> networks = PackageFixture.ensemble(encoder.width(), 1).networks();
    byte[] bytes =
        bytes(ONE_OF_EACH, encoder, networks, new Calibration.None(), List.of("n", "-1"));
    return PipelineModel.load(bytes, ONE_OF_EACH);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, Yes, 5, 20050, 1, true, 5.0, 2.005e4",
    "2, 0.0, None, NaT, 2, NO, nan, <NA>",
    "None, True, -1, '', nan, 1, NaN, None",
    "n, n, 1e2, +7., n, None, 100, 7"
  })
  void python_may_write_a_value_in_several_ways(
      String plan,
      String active,
      String amount,
      String since,
      String plan2,
      String active2,
      String amount2,
      String since2) {
    try (PipelineModel pipeline = oneOfEach()) {
      double[] answers =
          pipeline.score(
              new String[][] {{plan, active, amount, since}, {plan2, active2, amount2, since2}});
      assertThat(answers[0]).isEqualTo(answers[1]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3, yes, 1, 1, Column 'plan' expects a category of the training rows",
    "1, perhaps, 1, 1, Column 'active' expects a yes or no",
    "1, 2, 1, 1, Column 'active' expects a yes or no",
    "1, yes, '1,234.50', 1, Column 'amount' expects a number",
    "1, yes, 12 m, 1, Column 'amount' expects a number",
    "1, yes, True, 1, Column 'amount' expects a number",
    "1, yes, 1, 2026-03-31, 'Column ''since'' expects days since 1970-01-01, as a number'"
  })
  void what_cannot_be_read_is_refused_by_the_name_of_its_column(
      String plan, String active, String amount, String since, String message) {
    try (PipelineModel pipeline = oneOfEach()) {
      assertThatThrownBy(() -> pipeline.score(new String[][] {{plan, active, amount, since}}))
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void the_same_contents_give_the_same_bytes() {
    byte[] first = PipelineWriter.toBytes(PackageFixture.contents(), Map.of("a", "b"));
    assertThat(PipelineWriter.toBytes(PackageFixture.contents(), Map.of("a", "b")))
        .isEqualTo(first);
  }

  private static byte[] bytes(
      FeatureContract contract,
      Encoder encoder,
      List<MultiLayerNetwork> networks,
      Calibration calibration,
      List<String> nullValues) {
    OnnxGraph graph = PipelineWriter.graph();
    String features = PipelineWriter.features(graph, contract, encoder, nullValues);
    PipelineWriter.answer(graph, calibration, OnnxWriter.append(graph, networks, features));
    return graph.toBytes("test", Map.of());
  }

  private static double[] java(
      FeatureContract contract,
      Encoder encoder,
      List<MultiLayerNetwork> networks,
      Calibration calibration,
      ColumnBatch rows) {
    float[] features = new float[ROWS * encoder.width()];
    encoder.encode(rows, features, new EncodingCounts(contract.columns().size()));
    float[] raw = new float[ROWS];
    try (OnnxModel model = OnnxModel.load(OnnxWriter.toBytes(networks, Map.of()));
        OnnxScorer scorer = model.scorer()) {
      scorer.score(features, ROWS, raw);
    }
    return IntStream.range(0, ROWS).mapToDouble(i -> calibration.apply(raw[i])).toArray();
  }

  private static FeatureContract contract(Random random) {
    boolean texts = random.nextInt(4) > 0;
    List<Column> columns = new ArrayList<>();
    int count = 1 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      boolean category = texts && (i == 0 || random.nextBoolean());
      columns.add(category ? category("c" + i, random) : number("n" + i, random));
    }
    return contract(columns.toArray(Column[]::new));
  }

  private static FeatureContract contract(Column... columns) {
    return new FeatureContract("test", null, new Target("churn", "Yes"), List.of(columns));
  }

  private static Column category(String name, Random random) {
    Method method = pick(random, Method.ONE_HOT, Method.ORDINAL, Method.TARGET);
    List<String> declared = random.nextBoolean() ? WORDS.subList(0, 7) : List.of();
    return column(
        name,
        ColumnType.CATEGORY,
        method,
        pick(random, Unseen.IGNORE, Unseen.MOST_FREQUENT),
        declared);
  }

  private static Column number(String name, Random random) {
    ColumnType type =
        pick(
            random,
            ColumnType.NUMBER,
            ColumnType.INTEGER,
            ColumnType.BOOLEAN,
            ColumnType.DATE,
            ColumnType.TIMESTAMP);
    Method method = pick(random, Method.ROBUST, Method.QUANTILE, Method.STANDARD, Method.BINS);
    return column(
        name, type, type == ColumnType.BOOLEAN ? Method.BINS : method, Unseen.IGNORE, List.of());
  }

  private static Column column(
      String name, ColumnType type, Method method, Unseen unseen, List<String> values) {
    Indicator indicator = name.endsWith("1") ? Indicator.ALWAYS : Indicator.AUTO;
    return new Column(
        name,
        type,
        true,
        null,
        null,
        values,
        null,
        null,
        null,
        NumberStyle.ENGLISH,
        List.of(),
        List.of(),
        new Encoding(method, unseen, indicator, 16, 5));
  }

  private static ColumnStatistics statistics(Column column, Random random) {
    if (column.isNumeric()) {
      double[] values = new double[1 + random.nextInt(60)];
      boolean constant = random.nextInt(8) == 0;
      for (int i = 0; i < values.length; i++) {
        values[i] = constant ? 7 : value(column, random);
      }
      values[0] = column.type() == ColumnType.BOOLEAN ? 1 : 3;
      return ColumnStatistics.Numbers.of(values);
    }
    List<String> values = new ArrayList<>(WORDS.subList(0, 1 + random.nextInt(7)));
    if (random.nextBoolean()) {
      values.add(null);
    }
    List<Boolean> positives = new ArrayList<>();
    values.forEach(value -> positives.add(random.nextBoolean()));
    positives.set(0, true);
    return ColumnStatistics.Categories.of(values, positives);
  }

  private static ColumnBatch rows(FeatureContract contract, Random random) {
    BatchBuilder batch = new BatchBuilder(contract);
    for (int row = 0; row < ROWS; row++) {
      batch.addRow();
      for (int i = 0; i < contract.columns().size(); i++) {
        Column column = contract.columns().get(i);
        if (column.isNumeric()) {
          batch.set(i, value(column, random));
        } else {
          batch.set(i, text(column, random));
        }
      }
    }
    return batch.build();
  }

  private static double value(Column column, Random random) {
    if (random.nextInt(8) == 0) {
      return Double.NaN;
    }
    boolean extreme = random.nextInt(6) == 0;
    return switch (column.type()) {
      case BOOLEAN -> random.nextInt(2);
      case INTEGER -> random.nextInt(100) - 20;
      case DATE -> random.nextInt(30_000);
      case TIMESTAMP -> 20_000 + random.nextDouble();
      default ->
          extreme ? EXTREMES.get(random.nextInt(EXTREMES.size())) : random.nextGaussian() * 50;
    };
  }

  /** Words that mean "missing" unless they are categories are left to the other tests. */
  private static String text(Column column, Random random) {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    boolean mayMeanMissing = List.of("None", "nan", "n/a").contains(word);
    return random.nextInt(8) == 0 || (mayMeanMissing && !column.values().contains(word))
        ? null
        : word;
  }

  private static Calibration calibration(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Calibration.None();
      case 1 -> new Calibration.Platt(0.2 + random.nextDouble() * 3, random.nextGaussian());
      default -> isotonic(2 + random.nextInt(200), random);
    };
  }

  private static Calibration isotonic(int points, Random random) {
    List<Double> raw = new ArrayList<>();
    List<Double> calibrated = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      raw.add((i + random.nextDouble() * 0.9) / points);
      calibrated.add(random.nextDouble());
    }
    Collections.sort(calibrated);
    return new Calibration.Isotonic(raw, calibrated);
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
