package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Key;
import dev.millrace.etl.Lab;
import dev.millrace.etl.feature.FeatureSpec.Deep;
import dev.millrace.etl.feature.FeatureSpec.Prune;
import dev.millrace.etl.feature.FeatureSpec.Sentiment;
import dev.millrace.etl.feature.FeatureSpec.Suspicion;
import dev.millrace.etl.feature.FeatureSpec.Topic;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeepSynthesisTest {
  private static final TimeColumn CLOSED = time("closed_at");
  private static final TableContract REGIONS =
      new TableContract(
          "regions",
          List.of(Key.of("name")),
          null,
          null,
          true,
          false,
          List.of(Column.of("people", ColumnType.NUMBER)),
          Map.of(),
          List.of(),
          ZoneOffset.UTC);
  private static final TableContract CUSTOMERS =
      new TableContract(
          "customers",
          List.of(Key.of("id")),
          time("signed_up"),
          null,
          false,
          false,
          List.of(
              Column.of("id", ColumnType.CATEGORY),
              Column.of("plan", ColumnType.CATEGORY),
              Column.of("signed_up", ColumnType.DATE),
              Column.of("contract_end", ColumnType.DATE),
              Column.of("churned_on", ColumnType.DATE),
              Column.of("rating", ColumnType.NUMBER)),
          Map.of("rating", time("rated_at")),
          List.of(new Reference("region", "regions", false)),
          ZoneOffset.UTC);
  private static final TableContract TICKETS =
      new TableContract(
          "tickets",
          List.of(Key.of("ticket")),
          time("opened_at"),
          null,
          false,
          false,
          List.of(
              Column.of("customer", ColumnType.CATEGORY),
              Column.of("opened_at", ColumnType.TIMESTAMP),
              category("category", "billing", "outage"),
              Column.of("agent", ColumnType.CATEGORY),
              Column.of("message", ColumnType.CATEGORY),
              Column.of("score", ColumnType.INTEGER),
              Column.of("urgent", ColumnType.BOOLEAN),
              Column.of("closed_at", ColumnType.TIMESTAMP)),
          Map.of("score", CLOSED),
          List.of(new Reference("customer", "customers", false)),
          ZoneOffset.UTC);
  private static final TableContract REPLIES =
      new TableContract(
          "replies",
          List.of(),
          time("sent_at"),
          null,
          false,
          false,
          List.of(Column.of("words", ColumnType.INTEGER)),
          Map.of(),
          List.of(new Reference("ticket", "tickets", true)),
          ZoneOffset.UTC);
  private static final List<TableContract> TABLES = List.of(CUSTOMERS, REPLIES, TICKETS, REGIONS);
  private static final LabelSpec LABEL = new LabelSpec("customers", "churned_on", null, 30, false);

  @Test
  void every_sensible_feature_of_near_tables_is_named_as_a_person_would() {
    assertThat(names(new Deep(1, 1000, List.of())))
        .containsExactlyInAnyOrder(
            "cutoff.month",
            "cutoff.quarter",
            "cutoff.weekday",
            "customers.plan",
            "customers.contract_end",
            "customers.rating",
            "age(customers)",
            "age(customers.rating)",
            "regions.people",
            "count(tickets, 7d)",
            "count(tickets, 30d)",
            "count(tickets, 7d) / count(tickets, 30d)",
            "recency(tickets)",
            "gap(tickets, 30d)",
            "share(tickets where category = 'billing', 7d)",
            "share(tickets where category = 'billing', 30d)",
            "share(tickets where category = 'outage', 7d)",
            "share(tickets where category = 'outage', 30d)",
            "distinct(tickets.category, 7d)",
            "distinct(tickets.category, 30d)",
            "last(tickets.category)",
            "distinct(tickets.agent, 7d)",
            "distinct(tickets.agent, 30d)",
            "last(tickets.agent)",
            "sum(tickets.score, 7d)",
            "sum(tickets.score, 30d)",
            "sum(tickets.score, 7d) / sum(tickets.score, 30d)",
            "mean(tickets.score, 7d)",
            "mean(tickets.score, 30d)",
            "min(tickets.score, 7d)",
            "min(tickets.score, 30d)",
            "max(tickets.score, 7d)",
            "max(tickets.score, 30d)",
            "std(tickets.score, 7d)",
            "std(tickets.score, 30d)",
            "trend(tickets.score, 7d)",
            "trend(tickets.score, 30d)",
            "last(tickets.score)",
            "mean(tickets.urgent, 7d)",
            "mean(tickets.urgent, 30d)",
            "last(tickets.urgent)");
  }

  @Test
  void a_greater_depth_adds_tables_further_away() {
    List<String> near = names(new Deep(1, 1000, List.of()));
    List<String> far = new ArrayList<>(names(new Deep(2, 1000, List.of())));
    assertThat(far.subList(0, near.size())).isEqualTo(near);
    assertThat(far.subList(near.size(), far.size()))
        .contains("sum(replies.words, 30d)", "recency(replies)")
        .allMatch(name -> name.contains("replies"));
  }

  @Test
  void the_limit_keeps_nearest_tables_and_shortest_names() {
    assertThat(names(new Deep(2, 8, List.of())))
        .containsExactly(
            "cutoff.month",
            "age(customers)",
            "customers.plan",
            "cutoff.quarter",
            "cutoff.weekday",
            "customers.rating",
            "age(customers.rating)",
            "customers.contract_end");
  }

  @Test
  void the_order_of_tables_changes_nothing() {
    Deep deep = new Deep(2, 40, List.of());
    List<TableContract> reversed = List.of(REGIONS, TICKETS, REPLIES, CUSTOMERS);
    assertThat(names(deep, reversed, LABEL)).isEqualTo(names(deep, TABLES, LABEL));
  }

  @Test
  void what_the_recipe_leaves_alone_is_not_used() {
    assertThat(names(new Deep(2, 1000, List.of("replies", "tickets.score", "customers.plan"))))
        .noneMatch(name -> name.contains("replies") || name.contains("score"))
        .doesNotContain("customers.plan")
        .contains("count(tickets, 7d)");
  }

  @Test
  void a_mistaken_name_to_leave_alone_is_told() {
    Lab.assertFails(
        () -> names(new Deep(1, 10, List.of("tickets.scor"))),
        ErrorCode.RECIPE_INVALID,
        "features.deep.without names 'tickets.scor', but no table or column is called so. Did you"
            + " mean 'tickets.score'?",
        "Write a table as in sources, or a column as table.column.");
  }

  @Test
  void the_event_asked_about_is_not_used_where_it_is_told_by_a_state() {
    LabelSpec byState =
        new LabelSpec(
            "customers", "churned_on", new Filter("plan", "=", List.of("none")), 30, false);
    assertThat(names(new Deep(1, 1000, List.of()), TABLES, byState))
        .doesNotContain("customers.plan", "customers.churned_on");
  }

  @Test
  void a_table_without_a_clock_has_no_windows() {
    TableContract devices =
        new TableContract(
            "devices",
            List.of(),
            null,
            null,
            true,
            false,
            List.of(Column.of("price", ColumnType.NUMBER)),
            Map.of(),
            List.of(new Reference("owner", "customers", true)),
            ZoneOffset.UTC);
    assertThat(names(new Deep(1, 1000, List.of()), List.of(CUSTOMERS, devices), LABEL))
        .filteredOn(name -> name.contains("devices"))
        .containsExactlyInAnyOrder(
            "count(devices)",
            "sum(devices.price)",
            "mean(devices.price)",
            "min(devices.price)",
            "max(devices.price)",
            "std(devices.price)");
  }

  @Test
  void tables_that_refer_to_each_other_in_a_circle_end() {
    TableContract a = referring("a", new Reference("c", "customers", true), "b");
    TableContract b = referring("b", new Reference("a", "a", true), "a");
    assertThat(names(new Deep(5, 1000, List.of()), List.of(CUSTOMERS, a, b), LABEL))
        .contains("count(a, 7d)", "count(b, 7d)")
        .doesNotHaveDuplicates();
  }

  private static TableContract referring(String name, Reference first, String second) {
    return new TableContract(
        name,
        List.of(Key.of("id")),
        time("at"),
        null,
        false,
        false,
        List.of(),
        Map.of(),
        List.of(first, new Reference("other", second, false)),
        ZoneOffset.UTC);
  }

  private static List<String> names(Deep deep) {
    return names(deep, TABLES, LABEL);
  }

  private static List<String> names(
      Deep deep, List<TableContract> tables, @Nullable LabelSpec label) {
    FeatureSpec spec =
        new FeatureSpec(
            List.of(new Window(7), new Window(30)),
            List.of(),
            deep,
            List.of(new Sentiment("tickets", "message", "score", 4, "mood")),
            List.of(new Topic("tickets", "message", "price", List.of("price"))),
            Prune.standard(),
            Suspicion.standard());
    return DeepSynthesis.definitions(spec, tables, "customers", label).stream()
        .map(FeatureDefinition::name)
        .toList();
  }

  private static TimeColumn time(String column) {
    return new TimeColumn(column, ColumnType.TIMESTAMP, List.of());
  }

  private static Column category(String name, String... values) {
    Column c = Column.of(name, ColumnType.CATEGORY);
    return new Column(
        name,
        c.type(),
        c.missing(),
        null,
        null,
        List.of(values),
        null,
        null,
        null,
        c.numberStyle(),
        c.formats(),
        c.text(),
        c.encoding());
  }
}
