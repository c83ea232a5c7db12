package dev.millrace.serving.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.RowParser;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.serving.card.ModelCard;
import dev.millrace.serving.request.ModelIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  /** Written again with {@code -Dmillrace.golden=write}; look at the difference. */
  private static final Path GOLDEN = Path.of("src/test/resources/openapi/subscribers-1.json");

  private static final ModelPackage SUBSCRIBERS =
      ModelPackage.load(Path.of("src/test/resources/packages/subscribers-1"));

  private static String document(boolean keysRequired) {
    ModelIdentity model =
        new ModelIdentity(
            "subscribers", "3", SUBSCRIBERS.contract(), List.of(), SUBSCRIBERS.threshold());
    byte[] bytes = OpenApi.document(model, ModelCard.of(SUBSCRIBERS), keysRequired);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static JsonNode tree() throws IOException {
    return Json.mapper().readTree(document(true));
  }

  @Test
  void the_document_is_the_one_on_record() throws IOException {
    if ("write".equals(System.getProperty("millrace.golden"))) {
      Files.writeString(GOLDEN, document(true));
    }
    assertThat(document(true)).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void all_routes_of_the_four_contracts_are_told() throws IOException {
    assertThat(fieldNames(tree().path("paths")))
        .containsExactlyInAnyOrder(
            "/v1/models/subscribers/predict",
            "/v1/models",
            "/v1/models/subscribers",
            "/v1/models/subscribers/rollback",
            "/v1/outcomes",
            "/v1/experiment",
            "/v1/status",
            "/invocations",
            "/ping",
            "/health",
            "/version",
            "/v2",
            "/v2/health/live",
            "/v2/health/ready",
            "/v2/models/subscribers",
            "/v2/models/subscribers/versions/{version}",
            "/v2/models/subscribers/ready",
            "/v2/models/subscribers/versions/{version}/ready",
            "/v2/models/subscribers/infer",
            "/v2/models/subscribers/versions/{version}/infer",
            "/v2/models/subscribers/stats",
            "/v2/models/subscribers/versions/{version}/stats",
            "/v2/models/stats",
            "/v2/repository/index",
            "/live",
            "/ready",
            "/metrics",
            "/openapi.json",
            "/docs",
            "/");
  }

  @Test
  void no_gap_of_the_template_stays_open() {
    assertThat(document(true)).doesNotContain("${", "\"$row", "\"<<\"");
  }

  @Test
  void every_reference_leads_somewhere_and_every_part_is_used() throws IOException {
    JsonNode document = tree();
    Set<String> references = new TreeSet<>();
    document.findValuesAsText("$ref").forEach(references::add);
    assertThat(references)
        .allSatisfy(r -> assertThat(document.at(r.substring(1)).isMissingNode()).isFalse());
    for (String kind : List.of("schemas", "responses", "headers", "parameters")) {
      for (String name : fieldNames(document.path("components").path(kind))) {
        assertThat(references).contains("#/components/" + kind + "/" + name);
      }
    }
  }

  @Test
  void operations_have_ids_of_their_own() throws IOException {
    List<String> ids = tree().path("paths").findValuesAsText("operationId");
    assertThat(ids).hasSizeGreaterThan(25).doesNotHaveDuplicates();
  }

  @Test
  void the_example_row_is_accepted_by_the_contract() throws IOException {
    JsonNode example = tree().at("/components/schemas/Row/example");
    Map<String, Object> row =
        Json.mapper().convertValue(example, new TypeReference<Map<String, Object>>() {});
    assertThat(new RowParser(SUBSCRIBERS.contract()).parse(row).rows()).isEqualTo(1);
  }

  @Test
  void shedding_says_when_to_come_again_in_every_contract() throws IOException {
    for (String prefix : List.of("", "Mlflow", "V2")) {
      for (String shed : List.of("TooMany", "Unavailable")) {
        String at = "/components/responses/" + prefix + shed + "/headers/Retry-After";
        assertThat(tree().at(at).isMissingNode()).as(at).isFalse();
      }
    }
  }

  @Test
  void keys_may_be_left_away_only_where_the_server_asks_for_none() throws IOException {
    assertThat(tree().path("security")).hasToString("[{\"bearer\":[]},{\"key\":[]}]");
    JsonNode open = Json.mapper().readTree(document(false));
    assertThat(open.path("security")).hasToString("[{},{\"bearer\":[]},{\"key\":[]}]");
  }

  @Test
  void a_required_column_is_not_nullable_and_an_optional_one_is() throws IOException {
    JsonNode row = tree().at("/components/schemas/Row");
    assertThat(row.path("required")).hasToString("[\"plan\",\"tenure\",\"autopay\",\"joined\"]");
    assertThat(row.at("/properties/region/nullable").asBoolean()).isTrue();
    assertThat(row.at("/properties/tenure"))
        .hasToString(
            "{\"type\":\"integer\",\"format\":\"int64\",\"minimum\":0,\"maximum\":600,"
                + "\"description\":\"Unit: month.\"}");
  }

  @Test
  void an_enumeration_names_null_where_the_column_may_be_missing() {
    Column size = column(ColumnType.CATEGORY, List.of("S", "L"), null, List.of(), TextRule.TRIM);
    assertThat(schema(size))
        .hasToString("{\"type\":\"string\",\"nullable\":true,\"enum\":[\"S\",\"L\",null]}");
  }

  @Test
  void a_pattern_binds_the_text_sent_only_where_no_rule_changes_it() {
    Column plain = column(ColumnType.CATEGORY, List.of(), "[A-Z]{2}", List.of(), TextRule.TRIM);
    assertThat(schema(plain).path("pattern").asText()).isEqualTo("^(?:[A-Z]{2})$");
    Column upper = column(ColumnType.CATEGORY, List.of(), "[A-Z]{2}", List.of(), TextRule.UPPER);
    assertThat(schema(upper).has("pattern")).isFalse();
    assertThat(schema(upper).path("description").asText()).contains("`[A-Z]{2}`");
  }

  @Test
  void a_date_in_a_format_of_its_own_is_not_called_an_iso_date() {
    Column date = column(ColumnType.DATE, List.of(), null, List.of("dd.MM.yyyy"), TextRule.TRIM);
    assertThat(schema(date).has("format")).isFalse();
    assertThat(schema(date).path("description").asText())
        .isEqualTo("Written as dd.MM.yyyy. Not before 1970-01-02.");
  }

  private static ObjectNode schema(Column column) {
    ObjectNode properties = Json.mapper().createObjectNode();
    ColumnSchema.put(properties, column);
    return (ObjectNode) properties.path(column.name());
  }

  private static Column column(
      ColumnType type, List<String> values, String pattern, List<String> formats, TextRule rule) {
    Column plain = Column.of("c", type);
    return new Column(
        "c",
        type,
        true,
        type == ColumnType.DATE ? 1.0 : null,
        null,
        values,
        pattern,
        null,
        null,
        plain.numberStyle(),
        formats,
        List.of(rule),
        plain.encoding());
  }

  private static Set<String> fieldNames(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
