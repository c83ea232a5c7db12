package dev.millrace.contract.encode;

import static dev.millrace.contract.encode.Fixture.CONTRACT;
import static dev.millrace.contract.encode.Fixture.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.BatchBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private static final Encoder ENCODER = Fixture.encoder();

  @Test
  void neutral_is_a_missing_value_whose_indicator_is_off() {
    Encoder encoder = Fixture.encoder();
    float[] missing = new float[encoder.width()];
    encoder.encode(new BatchBuilder(CONTRACT).addRow().build(), missing, new EncodingCounts(9));
    float[] neutral = encoder.neutral();

    for (int i = 0; i < encoder.width(); i++) {
      boolean indicator = encoder.featureNames().get(i).endsWith(" missing");
      assertThat(neutral[i]).isEqualTo(indicator ? 0 : missing[i]);
      assertThat(missing[i]).isEqualTo(indicator ? 1 : neutral[i]);
    }
    assertThat(encoder.usual(0)).hasValue(3);
    assertThat(encoder.usual(4)).isEmpty();
    assertThat(encoder.usual(5)).isEmpty();
  }

  @Test
  void features_have_readable_names_in_the_order_of_the_contract() {
    assertThat(ENCODER.featureNames())
        .containsExactly(
            "tenure",
            "tenure missing",
            "charges",
            "calls",
            "age",
            "age 18 to 20",
            "age 20 to 30",
            "age 30 to 40",
            "age 40 to 90",
            "senior",
            "Contract = Month-to-month",
            "Contract = One year",
            "Contract = Two year",
            "Contract missing",
            "Partner = Yes",
            "grade",
            "State rate");
    assertThat(ENCODER.width()).isEqualTo(17);
    assertThat(ENCODER.offset(3)).isEqualTo(4);
    assertThat(ENCODER.offset(9)).isEqualTo(17);
    assertThat(ENCODER.transformProcess().getFinalSchema().getColumnNames())
        .isEqualTo(ENCODER.featureNames());
  }

  /** The arithmetic of training and of serving is one. */
  @Property
  void the_batch_and_datavecs_row_give_the_same_bits(@ForAll("rows") List<Object> row) {
    float[] batch = Fixture.encode(ENCODER, CONTRACT, row.toArray());
    TransformProcess process = TransformProcess.fromJson(ENCODER.toJson());
    List<Writable> executed = process.execute(Fixture.writables(row.toArray()));
    assertThat(executed).hasSize(batch.length);
    for (int i = 0; i < batch.length; i++) {
      assertThat(Float.floatToRawIntBits((float) executed.get(i).toDouble()))
          .as(ENCODER.featureNames().get(i))
          .isEqualTo(Float.floatToRawIntBits(batch[i]));
    }
  }

  @Property
  void every_row_becomes_finite_features(@ForAll("rows") List<Object> row) {
    for (float feature : Fixture.encode(ENCODER, CONTRACT, row.toArray())) {
      assertThat(feature).isFinite();
    }
  }

  @Property
  void a_row_is_encoded_alike_alone_and_among_others(
      @ForAll("rows") List<Object> first, @ForAll("rows") List<Object> second) {
    List<Object> both = new ArrayList<>(first);
    both.addAll(second);
    float[] together = new float[2 * ENCODER.width()];
    EncodingCounts counts = new EncodingCounts(9);
    ENCODER.encode(batch(CONTRACT, both.toArray()), together, counts);
    float[] single = new float[ENCODER.width() + 1];
    ENCODER.encode(batch(CONTRACT, both.toArray()), 1, single, 1, counts);
    for (int i = 0; i < ENCODER.width(); i++) {
      assertThat(single[i + 1]).isEqualTo(together[ENCODER.width() + i]);
    }
  }

  @Test
  void missing_and_unseen_values_are_counted_by_column() {
    EncodingCounts counts = new EncodingCounts(9);
    Object[] rows = {
      null,
      1,
      1,
      1,
      null,
      "Three year",
      null,
      "low",
      "LA",
      1,
      1,
      1,
      1,
      null,
      "One year",
      "Yes",
      "low",
      "TX"
    };
    ENCODER.encode(batch(CONTRACT, rows), new float[2 * ENCODER.width()], counts);
    assertThat(counts.missing(0)).isEqualTo(1);
    assertThat(counts.missing(4)).isEqualTo(2);
    assertThat(counts.missing(6)).isEqualTo(1);
    assertThat(counts.unseen(5)).isEqualTo(1);
    assertThat(counts.unseen(8)).isEqualTo(1);
    assertThat(counts.unseen(6)).isZero();
  }

  @Test
  void a_json_round_trip_gives_the_same_bytes() {
    String json = ENCODER.toJson();
    assertThat(Encoder.fromJson(json).toJson()).isEqualTo(json);
    assertThat(Encoder.fromJson(json).featureNames()).isEqualTo(ENCODER.featureNames());
  }

  /** What older packages hold must stay readable; see {@link GoldenEncoder} to write it anew. */
  @Test
  void the_golden_file_of_format_1_is_read_and_written_byte_for_byte() throws IOException {
    String golden = GoldenEncoder.read();
    assertThat(Encoder.fromJson(golden).toJson()).isEqualTo(golden);
    assertThat(ENCODER.toJson()).isEqualTo(golden);
  }

  @Test
  void a_process_survives_java_serialization_for_spark() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(ENCODER.transformProcess());
    }
    try (InputStream in = new ByteArrayInputStream(bytes.toByteArray());
        ObjectInputStream objects = new ObjectInputStream(in)) {
      TransformProcess copy = (TransformProcess) objects.readObject();
      List<Writable> row = Fixture.writables(1, 1, 1, 1, 1, "One year", "Yes", "low", "LA");
      assertThat(copy.execute(row)).isEqualTo(ENCODER.transformProcess().execute(row));
    }
  }

  @Test
  void json_of_something_else_is_refused() {
    assertThatThrownBy(() -> Encoder.fromJson("{\"actionList\": 7}"))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_INVALID))
        .hasMessageContaining("Expected the JSON of an encoder");
  }

  @Test
  void json_is_plain_text_that_names_what_was_fitted() {
    assertThat(ENCODER.toJson())
        .contains("\"median\" : 3.0", "\"Two year\"", "\"unseen\" : \"IGNORE\"")
        .satisfies(
            json -> assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(json)).isTrue());
  }

  @Provide
  Arbitrary<List<Object>> rows() {
    Arbitrary<Object> number = Arbitraries.doubles().injectNull(0.1).map(v -> (Object) v);
    Arbitrary<Object> flag = Arbitraries.of(0.0, 1.0).injectNull(0.2).map(v -> (Object) v);
    Arbitrary<Object> text =
        Arbitraries.of("One year", "Two year", "Yes", "No", "low", "high", "NY", "LA", "", "x")
            .injectNull(0.1)
            .map(v -> (Object) v);
    return net.jqwik.api.Combinators.combine(number.list().ofSize(4), flag, text.list().ofSize(4))
        .as(
            (numbers, senior, texts) -> {
              List<Object> row = new ArrayList<>(numbers);
              row.add(senior);
              row.addAll(texts);
              return row;
            });
  }
}
