package dev.millrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.encode.ColumnStatistics;
import dev.millrace.contract.encode.ColumnStatistics.Categories;
import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncoderBuilder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OcclusionTest {
  private static final FeatureContract CONTRACT =
      new FeatureContract(
          "test",
          null,
          new Target("churned", "1"),
          List.of(
              number("minutes", Encoding.Method.STANDARD),
              number("tickets", Encoding.Method.BINS),
              Column.of("senior", ColumnType.BOOLEAN),
              Column.of("plan", ColumnType.CATEGORY)));

  private static final Encoder ENCODER =
      new EncoderBuilder(
              CONTRACT,
              List.<ColumnStatistics>of(
                  Numbers.of(10, 12, 14.5, 17, 19, Double.NaN),
                  Numbers.of(0, 0, 1, 2, 9),
                  Numbers.of(0, 1, 1),
                  Categories.of(
                      List.of("basic", "basic", "plus", "max"),
                      List.of(true, false, false, false))))
          .build();

  @Test
  void a_network_that_looks_at_one_column_names_that_column_only() {
    float[] weights = new float[ENCODER.width()];
    weights[ENCODER.offset(2)] = -1.5f;

    assertThat(reasons(TinyNetwork.logistic(0.2f, weights), rows(5), 3))
        .allSatisfy(
            reasons -> assertThat(reasons).extracting(Reason::column).containsExactly("senior"));
  }

  @Test
  void effects_in_an_additive_network_are_weights_times_the_distance_from_neutral() {
    float[] weights = weights();
    ColumnBatch rows = rows(700);
    float[] features = new float[rows.rows() * ENCODER.width()];
    ENCODER.encode(rows, features, new EncodingCounts(4));
    float[] neutral = ENCODER.neutral();

    List<List<Reason>> reasons = reasons(TinyNetwork.logistic(0.2f, weights), rows, 4);

    for (int row = 0; row < rows.rows(); row++) {
      for (Reason reason : reasons.get(row)) {
        int column = CONTRACT.indexOf(reason.column()).orElseThrow();
        double expected = 0;
        for (int i = ENCODER.offset(column); i < ENCODER.offset(column + 1); i++) {
          expected += weights[i] * (features[row * ENCODER.width() + i] - neutral[i]);
        }
        assertThat(reason.effect()).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void a_column_at_the_usual_value_has_no_effect_and_a_missing_one_only_that_of_being_missing() {
    BatchBuilder batch = new BatchBuilder(CONTRACT);
    batch.addRow().set(0, 14.5).set(1, 1).set(2, 0.5);
    batch.addRow().set(1, 1).set(2, 0.5);
    float[] weights = weights();

    List<List<Reason>> reasons = reasons(TinyNetwork.logistic(0, weights), batch.build(), 4);

    assertThat(reasons.get(0)).isEmpty();
    assertThat(reasons.get(1)).extracting(Reason::column).containsExactly("minutes");
    assertThat(reasons.get(1).get(0).effect())
        .isCloseTo(weights[ENCODER.offset(1) - 1], within(1e-5));
  }

  @Test
  void the_strongest_come_first_whether_up_or_down() {
    float[] weights = new float[ENCODER.width()];
    weights[ENCODER.offset(0)] = 1;
    weights[ENCODER.offset(1)] = -1;
    weights[ENCODER.offset(2)] = 3;
    BatchBuilder batch = new BatchBuilder(CONTRACT);
    batch.addRow().set(0, 14.5).set(1, 9).set(2, 1);

    List<Reason> reasons = reasons(TinyNetwork.logistic(0, weights), batch.build(), 9).get(0);

    assertThat(reasons).extracting(Reason::column).containsExactly("senior", "tickets");
    assertThat(reasons.get(0).effect()).isPositive();
    assertThat(reasons.get(1).effect()).isNegative();
    assertThat(reasons(TinyNetwork.logistic(0, weights), batch.build(), 1).get(0))
        .isEqualTo(reasons.subList(0, 1));
  }

  @Test
  void equally_strong_reasons_keep_the_order_of_the_contract() {
    FeatureContract flags =
        new FeatureContract(
            "flags",
            null,
            new Target("churned", "1"),
            IntStream.range(0, 6)
                .mapToObj(i -> Column.of("flag" + i, ColumnType.BOOLEAN))
                .toList());
    Encoder encoder =
        new EncoderBuilder(flags, IntStream.range(0, 6).mapToObj(i -> Numbers.of(0, 1)).toList())
            .build();
    BatchBuilder batch = new BatchBuilder(flags).addRow();
    for (int i = 0; i < 6; i++) {
      batch.set(i, 1);
    }
    try (OnnxModel model = TinyNetwork.logistic(0, 1, 1, 1, 1, 1, 1);
        Occlusion occlusion = new Occlusion(flags, encoder, model)) {
      assertThat(occlusion.reasons(batch.build(), 4).get(0))
          .extracting(Reason::column)
          .containsExactly("flag0", "flag1", "flag2", "flag3");
    }
  }

  @Test
  void a_certain_answer_has_finite_effects() {
    float[] weights = new float[ENCODER.width()];
    weights[ENCODER.offset(2)] = 500;

    assertThat(reasons(TinyNetwork.logistic(0, weights), rows(3), 2))
        .allSatisfy(reasons -> assertThat(Math.abs(reasons.get(0).effect())).isBetween(10.0, 40.0));
  }

  @Test
  void rows_have_the_same_reasons_alone_and_among_others() {
    SplittableRandom random = new SplittableRandom(5);
    float[] hidden = new float[ENCODER.width() * 8];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = (float) (random.nextDouble() - 0.5);
    }
    ColumnBatch rows = rows(600);
    try (OnnxModel model =
            TinyNetwork.deep(ENCODER.width(), hidden, new float[] {1, -1, 2, 1, 1, -2, 1, 1});
        Occlusion occlusion = new Occlusion(CONTRACT, ENCODER, model)) {
      List<List<Reason>> together = occlusion.reasons(rows, 4);
      assertThat(occlusion.reasons(rows, 4)).isEqualTo(together);
      for (int row = 0; row < rows.rows(); row += 59) {
        List<Reason> alone = occlusion.reasons(new OneRow(rows, row), 4).get(0);
        assertThat(alone).hasSameSizeAs(together.get(row));
        for (int i = 0; i < alone.size(); i++) {
          assertThat(alone.get(i).effect())
              .isCloseTo(together.get(row).get(i).effect(), within(1e-4));
        }
      }
    }
  }

  @Test
  void the_text_of_reasons_says_value_usual_value_and_effect() {
    BatchBuilder batch = new BatchBuilder(CONTRACT);
    batch.addRow().set(0, 3.2).set(1, 12345).set(2, 1).set(3, "plus");
    batch.addRow();
    ReasonText text = new ReasonText(CONTRACT, ENCODER);

    assertThat(
            text.of(
                batch.build(),
                0,
                List.of(
                    new Reason("minutes", 1.306),
                    new Reason("tickets", 0.5),
                    new Reason("senior", -0.251),
                    new Reason("plan", 0.004))))
        .isEqualTo(
            "minutes = 3.2 (usual 14.5): +1.31; tickets = 12345 (usual 1): +0.50; "
                + "senior = yes: -0.25; plan = plus: +0.00");
    assertThat(text.of(batch.build(), 1, List.of(new Reason("minutes", 1), new Reason("plan", -1))))
        .isEqualTo("minutes missing (usual 14.5): +1.00; plan missing: -1.00");
  }

  private static List<List<Reason>> reasons(OnnxModel model, ColumnBatch rows, int most) {
    try (model;
        Occlusion occlusion = new Occlusion(CONTRACT, ENCODER, model)) {
      return occlusion.reasons(rows, most);
    }
  }

  private static float[] weights() {
    float[] weights = new float[ENCODER.width()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.3f * (i % 5) - 0.5f;
    }
    return weights;
  }

  private static ColumnBatch rows(int count) {
    SplittableRandom random = new SplittableRandom(3);
    List<String> plans = new ArrayList<>(List.of("basic", "plus", "max", "unheard of"));
    BatchBuilder batch = new BatchBuilder(CONTRACT);
    for (int i = 0; i < count; i++) {
      batch.addRow().set(0, 10 + 9 * random.nextDouble()).set(1, random.nextInt(10));
      batch.set(2, random.nextInt(2)).set(3, plans.get(random.nextInt(4)));
    }
    return batch.build();
  }

  private static Column number(String name, Encoding.Method method) {
    Column plain = Column.of(name, ColumnType.NUMBER);
    return new Column(
        name,
        plain.type(),
        true,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        plain.numberStyle(),
        List.of(),
        plain.text(),
        Encoding.of(method));
  }

  /** One row of a batch. */
  private record OneRow(ColumnBatch batch, int row) implements ColumnBatch {
    @Override
    public int rows() {
      return 1;
    }

    @Override
    public double number(int column, int ignored) {
      return batch.number(column, row);
    }

    @Override
    public String text(int column, int ignored) {
      return batch.text(column, row);
    }
  }
}
