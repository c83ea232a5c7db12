package dev.millrace.contract.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureContractTest {
  private static final Target TARGET = new Target("Churn", "Yes");

  /** What older packages hold must stay readable; see {@link GoldenContract} to write it anew. */
  @Test
  void the_golden_file_of_format_1_is_read_and_written_byte_for_byte() throws Exception {
    var url = Objects.requireNonNull(getClass().getResource(GoldenContract.NAME));
    Path file = Path.of(url.toURI());
    FeatureContract contract = Json.read(file, FeatureContract.class);
    assertThat(contract).isEqualTo(GoldenContract.contract());
    assertThat(Json.pretty(contract)).isEqualTo(Files.readString(file));
  }

  @Test
  void a_file_with_an_unknown_key_is_refused_by_name(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("contract.json"), "{\"nam\": \"x\"}");
    assertThatThrownBy(() -> Json.read(file, FeatureContract.class))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_INVALID))
        .hasMessageContaining("contract.json");
  }

  @Test
  void names_are_distinct_and_the_target_is_no_feature() {
    Column a = Column.of("a", ColumnType.NUMBER);
    assertThatThrownBy(() -> new FeatureContract("x", null, TARGET, List.of(a, a)))
        .hasMessageContaining("'a' is declared twice");
    Column churn = Column.of("Churn", ColumnType.NUMBER);
    assertThatThrownBy(() -> new FeatureContract("x", null, TARGET, List.of(churn)))
        .hasMessageContaining("'Churn' is a feature too");
    assertThatThrownBy(() -> new FeatureContract("x", null, TARGET, List.of()))
        .hasMessageContaining("at least one column");
  }

  @Test
  void columns_are_found_by_name() {
    FeatureContract contract = GoldenContract.contract();
    assertThat(contract.indexOf("TotalCharges")).hasValue(2);
    assertThat(contract.indexOf("totalcharges")).isEmpty();
    assertThat(contract.columnNames()).hasSize(6).startsWith("tenure");
  }

  @Test
  void a_batch_grows_and_keeps_missing_values_apart() {
    FeatureContract contract = GoldenContract.contract();
    BatchBuilder builder = new BatchBuilder(contract);
    for (int i = 0; i < 100; i++) {
      builder.addRow();
      if (i % 2 == 0) {
        builder.set(0, i).set(1, "One year");
      }
    }
    ColumnBatch batch = builder.build();
    builder.addRow();
    assertThat(batch.rows()).isEqualTo(100);
    assertThat(batch.number(0, 98)).isEqualTo(98);
    assertThat(batch.text(1, 98)).isEqualTo("One year");
    assertThat(batch.number(0, 99)).isNaN();
    assertThat(batch.text(1, 99)).isNull();
    assertThatThrownBy(() -> builder.set(0, "x")).hasMessageContaining("'tenure' is of type");
  }
}
