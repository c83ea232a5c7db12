package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.command.Captured;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only the recipe can be blamed for: one message, with its place, before anything is read. */
class WrongRelationalRecipeTest {
  @TempDir static Path folder;
  private static RelationalProject project;

  @BeforeAll
  static void make() {
    project = RelationalProject.in(folder);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          references: {customer_id: customers} | references: {customer_id: custmers} | 24:3: column 'customer_id' refers to table 'custmers', which is no source of this recipe. Did you mean 'customers'?

          entity: customers                    | entity: customer                    | 15:9: 'entity': there is no table 'customer' under 'clean'; expected one of customers, usage, billing, tickets, truth. Did you mean 'customers'?
          key: {column: customer_id, text: [trim, upper, alphanumeric]} | zone: UTC  | 17:3: the entity needs a key of one column, so that other tables can refer to it.
          usage.minutes: [sum]                 | usage.minuts: [sum]                 | 61:5: table 'usage' declares no column 'minuts'. Did you mean 'minutes'?
          usage.minutes: [sum]                 | usage.minutes: [average]            | 61:21: 'usage.minutes': expected one of count, sum, mean, min, max, std, share, trend, last, distinct, recency, gap, but found 'average'.
          usage.minutes: [sum]                 | truth.probability: [last]           | 61:5: 'truth' holds the truth; no feature may use it.
          usage.minutes: [sum]                 | `usage: {functions: sum}`           | 61:5: the key 'usage' is given twice; first in line 60
          customers.plan,                      | usage.minutes,                      | 64:16: a row of 'customers' may have many rows of 'usage': say which value is meant, for example last(…) or mean(…).
          customers.plan,                      | customers.cancelled_on,             | 64:16: 'cancelled_on' says when the event of the label happens; no feature may use it.
          log1p(sum(usage.minutes, 30d))       | log1p(sum(usage.minuts, 30d))       | 65:17: table 'usage' declares no column 'minuts'. Did you mean 'minutes'?
          status = 'failed'                    | status = 'faild'                    | 62:5: 'status' is never 'faild'. Did you mean 'failed'?
          event: customers.cancelled_on        | event: customers.canceled_on        | 53:8: table 'customers' declares no column 'canceled_on'. Did you mean 'cancelled_on'?
          windows: [30d]                       | windows: [12h]                      | 58:13: 'windows': expected a number of days like 30d, but found '12h'
          score: tickets.satisfaction          | score: tickets.satisfation          | 67:5: Table tickets has no numeric column 'satisfation'. Did you mean 'satisfaction'?
          log_minutes]                         | log_minute]                         | 68:38: 'trusted': there is no feature 'log_minute'. Did you mean 'log_minutes'?
          test_from: 2025-10-01                | test_from: 2026-02-01               | 69:65: 'test_from': there is no cutoff from then on; the last is 2025-12-01
          validation_from: 2025-08-01          | validation_from: 2025-03-01         | 69:42: 'validation_from': there is no cutoff before it to train on; the first is 2025-03-01
          entities: shared                     | entities: shared, gap: 70d          | 69:100: 'gap': 70d leave no cutoff for validation, whose first is 2025-08-01, as the next part begins at 2025-10-01
          probability: churn_risk              | probability: PLAN                   | 72:22: 'probability': column 'PLAN' of 'customers' is read, so no score can be written there; name another
          """)
  void one_message_says_what_is_wrong_and_where(String right, String wrong, String message) {
    mustBeRefused(text -> text.replaceFirst(Pattern.quote(right), wrong), message);
  }

  private static void mustBeRefused(UnaryOperator<String> change, String message) {
    String before = ProjectFolder.read(project.recipe(text -> text).recipe());
    assertThat(ProjectFolder.read(project.recipe(change).recipe())).isNotEqualTo(before);

    Captured run = project.run();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            """
            error: The recipe %1$s has a problem.
              %1$s:%2$s
            Correct the recipe and run again; docs/recipe.md explains every key.
            """
                .formatted(project.recipe(), message));
  }

  @Test
  void references_that_go_in_a_circle_are_named() {
    mustBeRefused(
        text ->
            text.replace(
                "{column: signup_on, type: date}\n",
                "{column: signup_on, type: date}\n    references: {plan: billing}\n"),
        "17:3: the references go in a circle: customers → billing → customers; leave one of them"
            + " out of the recipe.");
  }

  @Test
  void what_synthesis_is_to_leave_alone_has_to_be_there() {
    mustBeRefused(
        text -> text.replace("  suspicion:", "  deep: {without: [bliling]}\n  suspicion:"),
        "68:19: features.deep.without names 'bliling', but no table or column is called so. Did you"
            + " mean 'billing'?");
  }

  @Test
  void a_source_without_a_clock_has_no_windows() {
    String usage = "    time: {column: day, type: date}\n    known: loaded_at\n";
    mustBeRefused(
        text -> text.replace(usage, ""),
        "24:3: clock-less source: it says neither when its rows happened nor that they never"
            + " change; name its 'time' column, or write 'fixed: true'.");
  }

  @Test
  void a_table_that_never_changes_has_no_windows_in_an_aggregate() {
    project.recipe(
        text ->
            text.replace(
                "    time: {column: day, type: date}\n    known: loaded_at\n",
                "    fixed: true\n"));

    assertThat(project.run().err())
        .contains(
            "59:5: clock-less source: 'usage' does not say when its rows happened, so it has no"
                + " windows.");
  }

  @Test
  void a_feature_that_is_declared_twice_is_named() {
    mustBeRefused(
        text ->
            text.replace(
                "usage.minutes: [sum]", "usage.minutes: [sum]\n    \"usage . minutes\": [sum]"),
        "62:5: the feature 'sum(usage.minutes, 30d)' is declared twice");
  }
}
