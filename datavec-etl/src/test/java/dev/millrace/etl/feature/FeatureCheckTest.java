package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.error.Problem;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Key;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.Relations;
import dev.millrace.etl.table.TableContract;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCheckTest {
  @TempDir Path folder;
  private List<TableContract> tables = List.of();

  @BeforeEach
  void open() {
    tables = new ArrayList<>(Shop.empty(folder).contracts());
  }

  private List<String> problems(String... features) {
    return problems(null, features);
  }

  private List<String> problems(@Nullable LabelSpec label, String... features) {
    return FeatureCheck.problems(
            tables, "customers", label, Eligibility.everybody(), Shop.features(features))
        .stream()
        .map(Problem::toString)
        .toList();
  }

  private void add(String name, @Nullable String key, String... references) {
    List<Reference> all = new ArrayList<>();
    for (String reference : references) {
      int arrow = reference.indexOf("->");
      all.add(new Reference(reference.substring(0, arrow), reference.substring(arrow + 2), true));
    }
    tables.removeIf(table -> table.name().equals(name));
    tables.add(Shop.contract(name, key, false, Map.of(), all, Shop.number("n")));
  }

  @Test
  void a_sound_recipe_has_no_problems() {
    assertThat(problems("mean(usage.minutes, 30d)", "count(messages)", "plans.price")).isEmpty();
  }

  @Test
  void references_to_unknown_tables_and_tables_without_a_key_are_named() {
    add("visits", null, "customer->custmers", "use->usage");
    assertThat(problems())
        .containsExactly(
            "visits: column 'customer' refers to table 'custmers', which is no source of this"
                + " recipe. Did you mean 'customers'?",
            "visits: column 'use' refers to table 'usage', which has no key; a table that others"
                + " refer to needs a key of one column.");
  }

  @Test
  void a_circle_is_named() {
    add("plans", "name", "sample->messages");
    add("messages", "id", "ticket->tickets");
    assertThat(problems())
        .containsExactly(
            "customers: the references go in a circle: customers → plans → messages → tickets →"
                + " customers; leave one of them out of the recipe.");
  }

  @Test
  void tables_far_from_the_entity_are_named() {
    add("weather", "id");
    assertThat(problems())
        .containsExactly(
            "weather: has no relation to the entity 'customers': give 'weather' a reference to it"
                + " or to a table that has one, or leave the source out.");
  }

  @Test
  void two_equally_short_ways_are_one_too_many() {
    add("calls", null, "caller->customers", "called->customers");
    assertThat(problems())
        .containsExactly(
            "calls: rows belong to customers in two ways: calls.caller → customers and calls.called"
                + " → customers; leave one of the references out.");
  }

  @Test
  void the_shortest_way_counts() {
    add("messages", "id", "ticket->tickets", "customer->customers");
    assertThat(problems()).isEmpty();
    assertThat(Relations.of(tables, "customers").below("messages").orElseThrow())
        .containsExactly(new Relations.Step("messages", "customer", "customers"));
  }

  @Test
  void an_entity_needs_a_key_and_to_exist() {
    assertThat(FeatureCheck.problems(tables, "customer", null, Eligibility.everybody(), List.of()))
        .extracting(Problem::toString)
        .containsExactly(
            "the entity 'customer' is no source of this recipe. Did you mean 'customers'?");
    tables = new ArrayList<>(List.of(Shop.contract("customers", null, false, Map.of(), List.of())));
    assertThat(problems())
        .containsExactly(
            "customers: the entity needs a key of one column, so that other tables can refer to"
                + " it.");
  }

  private void withoutClock(String name, boolean fixed) {
    tables.add(
        new TableContract(
            name,
            List.of(Key.of("id")),
            null,
            null,
            fixed,
            false,
            List.of(Shop.number("n")),
            Map.of(),
            List.of(new Reference("customer", "customers", true)),
            ZoneOffset.UTC));
  }

  @Test
  void a_source_without_a_clock_is_told() {
    withoutClock("visits", false);
    assertThat(problems())
        .containsExactly(
            "visits: clock-less source: it says neither when its rows happened nor that they never"
                + " change; name its 'time' column, or write 'fixed: true'.");
  }

  @Test
  void a_table_that_never_changes_has_no_windows() {
    withoutClock("homes", true);
    assertThat(problems("count(homes)", "sum(homes.n)", "count(homes, 3d)", "last(homes.n)"))
        .containsExactly(
            "count(homes, 3d): clock-less source: 'homes' does not say when its rows happened, so"
                + " it has no windows.",
            "last(homes.n): clock-less source: 'homes' does not say when its rows happened, so they"
                + " have no order.");
  }

  @Test
  void unknown_names_come_with_a_suggestion() {
    assertThat(
            problems(
                "mean(usage.minuets)",
                "count(tikets)",
                "customers.pln",
                "count(tickets where sttus = 'open')"))
        .containsExactly(
            "mean(usage.minuets): table 'usage' declares no column 'minuets'. Did you mean"
                + " 'minutes'?",
            "count(tikets): there is no table 'tikets'. Did you mean 'tickets'?",
            "customers.pln: table 'customers' declares no column 'pln'. Did you mean 'plan'?",
            "count(tickets where sttus = 'open'): table 'tickets' declares no column 'sttus'. Did"
                + " you mean 'status'?");
  }

  @Test
  void functions_and_filters_have_to_fit_the_column() {
    assertThat(
            problems(
                "mean(usage.device)",
                "sum(usage.due)",
                "count(tickets where status > 'a')",
                "count(usage where sessions = 'many')"))
        .containsExactly(
            "mean(usage.device): mean does not fit 'device', which is a category; last and distinct"
                + " do.",
            "sum(usage.due): sum does not fit 'due', which is a date; min, max, last and distinct"
                + " do.",
            "count(tickets where status > 'a'): '>' does not fit 'status', which is a category; use"
                + " =, != or in.",
            "count(usage where sessions = 'many'): 'sessions' is a whole number, not 'many'.");
  }

  @Test
  void tables_have_to_be_on_the_right_side_of_the_entity() {
    assertThat(problems("count(plans)", "count(customers)", "usage.minutes", "age(tickets)"))
        .containsExactly(
            "count(plans): no reference leads from 'plans' to 'customers', so its rows belong to none"
                + " of them.",
            "count(customers): 'customers' is the entity itself; its columns are features without a"
                + " function.",
            "usage.minutes: a row of 'customers' may have many rows of 'usage': say which value is"
                + " meant, for example last(…) or mean(…).",
            "age(tickets): a row of 'customers' may have many rows of 'tickets': say which value is"
                + " meant, for example last(…) or mean(…).");
  }

  @Test
  void neither_label_nor_truth_can_be_a_feature() {
    LabelSpec label = new LabelSpec("customers", "cancelled", null, 30, false);
    assertThat(problems(label, "customers.cancelled", "age(customers.cancelled)"))
        .containsExactly(
            "customers.cancelled: 'cancelled' says when the event of the label happens; no feature"
                + " may use it.",
            "age(customers.cancelled): 'cancelled' says when the event of the label happens; no"
                + " feature may use it.");
    assertThat(
            FeatureCheck.problems(
                tables,
                "customers",
                label,
                Eligibility.everybody(),
                new RowsJob.Truth("usage", "minutes"),
                Shop.features("count(usage)")))
        .extracting(Problem::toString)
        .containsExactly("count(usage): 'usage' holds the truth; no feature may use it.");
  }

  @Test
  void a_label_is_an_event_of_the_entity_with_a_time() {
    assertThat(problems(new LabelSpec("customers", null, null, 30, false)))
        .containsExactly(
            "label: an event of the entity's own table needs the 'column' that says when.");
    assertThat(problems(new LabelSpec("customers", "age", null, 30, false)))
        .containsExactly("label: 'age' must be a date or a timestamp, not a number");
    assertThat(problems(new LabelSpec("plans", null, null, 30, false)))
        .containsExactly(
            "label: no reference leads from 'plans' to 'customers', so its rows belong to none of"
                + " them.");
  }

  @Test
  void an_active_table_hangs_below_the_entity() {
    assertThat(
            FeatureCheck.problems(
                tables, "customers", null, new Eligibility(0, "plans", 30), List.of()))
        .extracting(Problem::toString)
        .containsExactly(
            "eligible: no reference leads from 'plans' to 'customers', so its rows belong to none of"
                + " them.");
  }

  @Test
  void features_made_of_others_need_those_to_fit() {
    assertThat(
            problems(
                "customers.age + customers.plan",
                "customers.age × customers.plan",
                "customers.age + nothing",
                "usage.minutes / 2",
                "customers.age",
                "customers.age",
                "__row + 1",
                "CUSTOMERS.age"))
        .contains(
            "customers.age: this feature stands twice in the recipe.",
            "__row + 1: names that begin with '__' are kept for Millrace.",
            "CUSTOMERS.age: its name differs from 'customers.age' in capitals only.",
            "customers.age + customers.plan: 'customers.plan' holds texts, with which nothing can"
                + " be computed.",
            "customers.age × customers.plan: an interaction takes two numbers or two categories,"
                + " but this has one of each.",
            "customers.age + nothing: 'nothing' is no feature of the recipe; write table.column for"
                + " a column.");
    List<FeatureDefinition> circle =
        List.of(
            new FeatureDefinition.Expression("a", "b + 1"),
            new FeatureDefinition.Expression("b", "a + 1"));
    assertThat(FeatureCheck.problems(tables, "customers", null, Eligibility.everybody(), circle))
        .extracting(Problem::toString)
        .contains("a: it is made of itself: a → b → a.");
  }

  @Test
  void a_boolean_is_counted_by_true_and_false() {
    tables.add(
        Shop.contract(
            "visits",
            null,
            false,
            Map.of(),
            List.of(new Reference("customer", "customers", true)),
            Shop.column("paid", ColumnType.BOOLEAN)));
    assertThat(problems("share(visits where paid = true, 7d)", "mean(visits.paid, 7d)")).isEmpty();
    assertThat(problems("count(visits where paid = 'maybe')"))
        .containsExactly(
            "count(visits where paid = 'maybe'): 'paid' is true or false, not 'maybe'.");
  }
}
