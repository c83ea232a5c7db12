package dev.millrace.serving.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.RowParser;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.GoldenRows;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.PackageFiles;
import dev.millrace.serving.request.ModelIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ModelCardTest {
  private static final ModelPackage SUBSCRIBERS =
      ModelPackage.load(Path.of("src/test/resources/packages/subscribers-1"));
  private static final ModelCard CARD = ModelCard.of(SUBSCRIBERS);
  private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};

  private static JsonNode card() throws IOException {
    ModelIdentity model =
        new ModelIdentity("subscribers", "3", SUBSCRIBERS.contract(), List.of(), 0.25);
    return Json.mapper().readTree(CARD.json(model, "champion"));
  }

  @Test
  void a_card_says_who_answers_and_what_is_asked() throws IOException {
    assertThat(card().path("name").asText()).isEqualTo("subscribers");
    assertThat(card().path("version").asText()).isEqualTo("3");
    assertThat(card().path("alias").asText()).isEqualTo("champion");
    assertThat(card().path("network").asText()).isEqualTo("mlp");
    assertThat(card().path("threshold").asDouble()).isEqualTo(0.25);
    assertThat(card().path("key").asText()).isEqualTo("subscriber");
    assertThat(card().path("target")).hasToString("{\"column\":\"churned\",\"positive\":\"Yes\"}");
  }

  @Test
  void the_example_is_written_by_type() {
    assertThat(CARD.example())
        .hasToString(
            "{\"plan\":\"pro\",\"region\":\"south\",\"tenure\":71,\"minutes\":7,\"autopay\":true,"
                + "\"joined\":\"2020-07-19\",\"last_seen\":\"2026-05-26T21:30:32Z\"}");
  }

  @Test
  void the_example_reads_back_as_the_golden_row_it_came_from() throws IOException {
    ColumnBatch read =
        new RowParser(SUBSCRIBERS.contract())
            .parse(Json.mapper().convertValue(CARD.example(), ROW));
    Path golden = SUBSCRIBERS.folder().resolve(PackageFiles.GOLDEN);
    Map<String, Object> clean = GoldenRows.read(golden, SUBSCRIBERS.contract()).get(0).row();
    for (int i = 0; i < SUBSCRIBERS.contract().columns().size(); i++) {
      Column column = SUBSCRIBERS.contract().columns().get(i);
      Object value = column.isNumeric() ? read.number(i, 0) : read.text(i, 0);
      assertThat(value).as(column.name()).isEqualTo(clean.get(column.name()));
    }
  }

  @Test
  void columns_say_what_is_allowed_and_usual_as_clients_write_it() throws IOException {
    JsonNode columns = card().path("columns");
    assertThat(columns.get(2))
        .hasToString(
            "{\"name\":\"tenure\",\"type\":\"integer\",\"missing\":false,\"min\":0,\"max\":600,"
                + "\"values\":[],\"unit\":\"month\",\"description\":null,\"pattern\":null,"
                + "\"formats\":[],\"usual\":36,\"known\":[]}");
    assertThat(columns.get(1).path("known")).hasSize(5);
    assertThat(columns.get(5).path("usual").asText()).matches("20\\d\\d-\\d\\d-\\d\\d");
  }

  @Test
  void quality_is_that_of_test_rows_with_its_intervals() throws IOException {
    assertThat(card().path("metrics").path("roc_auc").asDouble()).isBetween(0.78, 0.79);
    assertThat(card().path("metrics").path("confidence").path("roc_auc")).hasSize(2);
    assertThat(card().path("baselines").has("logistic")).isTrue();
    assertThat(card().path("card").asText()).contains("## Limits");
  }

  @Test
  void no_place_of_the_training_machine_is_told() throws IOException {
    assertThat(card().path("provenance").toString())
        .contains("sha256")
        .doesNotContain("\"path\"")
        .doesNotContain("/tmp/");
    JsonNode given =
        Json.mapper().readTree("{\"a\":[\"/etc\",\"x\",{\"b\":\"s3://k/v\"}],\"c\":1}");
    assertThat(Paths.removedFrom(given)).hasToString("{\"a\":[\"x\",{}],\"c\":1}");
  }

  @Property(tries = 200)
  void moments_survive_writing_and_reading(
      @ForAll @DoubleRange(min = -20_000, max = 40_000) double days) {
    double micros = Math.round(days * 86_400e6) / 86_400e6;
    assertThat(reread(Column.of("at", ColumnType.TIMESTAMP), micros)).isEqualTo(micros);
  }

  @Property(tries = 200)
  void days_in_a_format_of_their_own_survive_too(@ForAll @IntRange(min = 0, max = 20_000) int day) {
    assertThat(reread(inFormat("dd.MM.yyyy"), day)).isEqualTo(day);
    assertThat(reread(inFormat("d MMM yy [HH:mm]"), day)).isEqualTo(day);
  }

  private static Column inFormat(String format) {
    Column plain = Column.of("at", ColumnType.DATE);
    return new Column(
        plain.name(),
        plain.type(),
        true,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        plain.numberStyle(),
        List.of(format),
        plain.text(),
        plain.encoding());
  }

  private static double reread(Column column, double clean) {
    FeatureContract contract =
        new FeatureContract("one", null, new Target("y", "yes"), List.of(column));
    Map<String, Object> row = RequestRows.of(contract, Map.of("at", clean)).orElseThrow();
    return new RowParser(contract).parse(row).number(0, 0);
  }
}
