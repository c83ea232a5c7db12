package dev.millrace.models.export;

import dev.millrace.contract.encode.ColumnStatistics;
import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncoderBuilder;
import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.models.evaluate.RunMetrics;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.rows.MemoryRows;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.models.train.TrainedModel;
import dev.millrace.models.train.TrainedNetwork;
import dev.millrace.scoring.Calibration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** A small package of every type of column, with random weights from a fixed seed. */
final class PackageFixture {
  static final FeatureContract CONTRACT =
      new FeatureContract(
          "small",
          Key.of("id"),
          new Target("churn", "Yes"),
          List.of(
              number("tenure", ColumnType.INTEGER, false, "month"),
              number("charges", ColumnType.NUMBER, true, null),
              number("senior", ColumnType.BOOLEAN, false, null),
              number("since", ColumnType.DATE, true, null),
              number("seen", ColumnType.TIMESTAMP, true, null),
              category("contract", false, List.of("month|to|month", "one year", "two year")),
              category("region", true, List.of())));

  private static final List<String> REGIONS = List.of("north", "south", "it's \"east\"");
  private static final int ROWS = 120;

  private PackageFixture() {}

  static PackageContents contents() {
    return contents(evaluation(List.of(), null), 1);
  }

  /** The same with an ensemble of so many networks. */
  static PackageContents contentsOf(int members) {
    return contents(evaluation(List.of(), null), members);
  }

  /** The same of rows that have a time and a truth. */
  static PackageContents contentsOverTime() {
    Evaluation.Interval interval = new Evaluation.Interval(0.7, 0.9);
    return contents(
        evaluation(
            List.of(
                new Evaluation.Period(
                    "2025-06-01", "validation", 200, 20, 0.8, interval, 0.11, 0.82),
                new Evaluation.Period("2025-07-01", "test", 9, 0, null, null, 0.05, null)),
            new Evaluation.BestPossible(0.8505, 0.97)),
        1);
  }

  private static PackageContents contents(Evaluation evaluation, int members) {
    ColumnBatch rows = rows(ROWS);
    Encoder encoder = encoder(rows);
    RunMetrics.Splits splits =
        new RunMetrics.Splits(
            new RunMetrics.Split(300, 80),
            new RunMetrics.Split(ROWS, 30),
            new RunMetrics.Split(100, 25));
    return new PackageContents(
        CONTRACT,
        List.of("n/a"),
        encoder,
        ensemble(encoder.width(), members),
        new Calibration.Platt(1.5, -0.25),
        new ValidationRows(MemoryRows.unlabelled(List.of(rows))),
        evaluation,
        RunMetrics.of("20260101-000000-abcd", "small", "mlp", splits, evaluation, Map.of(), null),
        Map.of("seed", 42),
        Instant.parse("2026-01-01T00:00:00Z"),
        null,
        null);
  }

  /** Random rows; every seventh has missing values. */
  static ColumnBatch rows(int rows) {
    SplittableRandom random = new SplittableRandom(11);
    BatchBuilder batch = new BatchBuilder(CONTRACT);
    for (int i = 0; i < rows; i++) {
      boolean missing = i % 7 == 3;
      batch
          .addRow()
          .set(0, random.nextInt(72))
          .set(1, missing ? Double.NaN : random.nextDouble(18, 120))
          .set(2, random.nextInt(2))
          .set(3, missing ? Double.NaN : 18_000 + random.nextInt(2000))
          .set(4, missing ? Double.NaN : 20_000 + random.nextDouble())
          .set(5, CONTRACT.columns().get(5).values().get(random.nextInt(3)))
          .set(6, missing ? null : REGIONS.get(random.nextInt(3)));
    }
    return batch.build();
  }

  /** Networks of the same shape with other weights. */
  static TrainedModel ensemble(int width, int members) {
    return new TrainedModel(
        IntStream.range(0, members).mapToObj(i -> network(width, 3 + i)).toList());
  }

  private static TrainedNetwork network(int width, int seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(width)
                        .nOut(8)
                        .activation(Activation.RELU)
                        .dropOut(0.9)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
                        .nIn(8)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .build());
    network.init();
    NetworkSpec spec = new NetworkSpec.Mlp(List.of(8), Nonlinearity.RELU, 0.1, 0);
    return new TrainedNetwork(spec, network, new LearningCurve("mlp", List.of(), 1, "not trained"));
  }

  private static Encoder encoder(ColumnBatch rows) {
    List<ColumnStatistics> statistics = new ArrayList<>();
    for (int column = 0; column < CONTRACT.columns().size(); column++) {
      statistics.add(
          CONTRACT.columns().get(column).isNumeric()
              ? ColumnStatistics.Numbers.of(numbers(rows, column))
              : categories(rows, column));
    }
    return new EncoderBuilder(CONTRACT, statistics).build();
  }

  private static double[] numbers(ColumnBatch rows, int column) {
    double[] values = new double[rows.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = rows.number(column, row);
    }
    return values;
  }

  private static ColumnStatistics.Categories categories(ColumnBatch rows, int column) {
    List<@Nullable String> values = new ArrayList<>();
    List<Boolean> positives = new ArrayList<>();
    for (int row = 0; row < rows.rows(); row++) {
      values.add(rows.text(column, row));
      positives.add(row % 4 == 0);
    }
    return ColumnStatistics.Categories.of(values, positives);
  }

  private static Evaluation evaluation(
      List<Evaluation.Period> periods, Evaluation.@Nullable BestPossible best) {
    Metrics test = new Metrics(0.84, 0.66, 0.41, 0.13, 0.375, 0.55, 0.76, 0.64, 0.78, 2.9);
    Metrics baseline = new Metrics(0.83, 0.64, 0.42, 0.14, 0.4, 0.54, 0.75, 0.63, 0.77, 2.8);
    Evaluation.Interval interval = new Evaluation.Interval(0.81, 0.87);
    return new Evaluation(
        test,
        test,
        new Evaluation.ChosenThreshold(0.375, "largest F1", null),
        Map.of("roc_auc", interval),
        Map.of("logistic", baseline),
        new Evaluation.Comparison("logistic", 0.01, new Evaluation.Interval(-0.01, 0.02), 0.3),
        new Evaluation.CalibrationReport("platt", Map.of(), 0.02, List.of()),
        new Evaluation.Confusion(19, 16, 59, 6),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Evaluation.Decision(0.375, 1234, interval, 35, 400, List.of()),
        List.of(new Evaluation.Slice("contract", "one year", 40, 12, 0.8, interval, 0.3)),
        List.of(),
        List.of(),
        new Evaluation.GateReport(
            false,
            List.of(new Evaluation.GateReport.GateResult("roc_auc", "at least 0.9", 0.84, false))),
        periods,
        best);
  }

  private static Column number(
      String name, ColumnType type, boolean missing, @Nullable String unit) {
    return column(name, type, missing, List.of(), unit);
  }

  private static Column category(String name, boolean missing, List<String> values) {
    return column(name, ColumnType.CATEGORY, missing, values, null);
  }

  private static Column column(
      String name, ColumnType type, boolean missing, List<String> values, @Nullable String unit) {
    return new Column(
        name,
        type,
        missing,
        type == ColumnType.INTEGER ? 0.0 : null,
        null,
        values,
        null,
        unit,
        null,
        NumberStyle.ENGLISH,
        List.of(),
        List.of(TextRule.TRIM),
        Encoding.of(type.isNumeric() ? Encoding.Method.ROBUST : Encoding.Method.ONE_HOT));
  }
}
