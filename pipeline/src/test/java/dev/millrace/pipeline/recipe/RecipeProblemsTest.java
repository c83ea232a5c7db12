package dev.millrace.pipeline.recipe;

import static dev.millrace.pipeline.recipe.Recipes.MINIMAL;
import static dev.millrace.pipeline.recipe.Recipes.problems;
import static dev.millrace.pipeline.recipe.Recipes.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeProblemsTest {
  @TempDir Path folder;

  @Test
  void an_unknown_key_is_answered_with_the_nearest_valid_one_at_its_place() {
    assertThat(problems(folder, MINIMAL + "train: {lernrate: 1, learning_rat: 0.1}\n"))
        .containsExactly(
            "9:9: unknown key 'lernrate' in train (mlp). Valid keys: layers, activation, dropout,"
                + " input_dropout, network, batch, epochs, learning_rate, schedule, weight_decay,"
                + " patience, select, class_weights, label_smoothing.",
            "9:22: unknown key 'learning_rat' in train (mlp). Did you mean 'learning_rate'?");
  }

  @Test
  void all_problems_are_reported_at_once_in_reading_order() {
    MillraceException error =
        refused(
            folder,
            """
            recipe: a/b
            sede: 1
            sources: {s: {type: cvs, path: x.csv}}
            rows:
              source: t
              columns: {age: {type: integer, min: low}}
            train: {epochs: 0}
            """);

    assertThat(error.code()).isEqualTo(ErrorCode.RECIPE_INVALID);
    assertThat(error).hasMessage("The recipe %s has 7 problems.", folder.resolve("test.yaml"));
    assertThat(error.problems())
        .extracting(problem -> problem.place().replaceAll(".*test.yaml:", ""))
        .containsExactly("1:9", "2:1", "3:21", "5:3", "5:11", "6:39", "7:17");
  }

  @Test
  void rows_that_share_a_key_cannot_all_be_kept() {
    assertThat(problems(folder, MINIMAL.replace("rows:", "rows:\n  duplicates: {key: keep_all}")))
        .singleElement()
        .asString()
        .endsWith("'key': expected one of quarantine, keep_first, fail, but found 'keep_all'");
  }

  /** A line added to the shortest recipe, and what is said about it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "seed: abc | 'seed': expected a whole number, but found 'abc'",
        "seed: 1.5 | 'seed': expected a whole number, but found '1.5'",
        "seed: \"1\" | 'seed': expected a whole number, but found the text \"1\"; leave out the"
            + " quotes",
        "threads: 0 | 'threads': expected a whole number of at least 1 and at most 1024, but found"
            + " '0'",
        "memory: lots | 'memory': expected a size like 512MB or 2GiB, but found 'lots'",
        "backend: gpu | 'backend': expected one of auto, cpu, cuda, but found 'gpu'. Did you mean 'cpu'?",
        "backend: cudda | 'backend': expected one of auto, cpu, cuda, but found 'cudda'. Did you"
            + " mean 'cuda'?",
        "train: mlp | 'train': expected keys and values, but found 'mlp'",
        "train: {layers: 64} | 'layers': expected the width of each hidden layer, like [64, 32],"
            + " but found '64'",
        "train: {layers: [a]} | 'layers': expected a whole number of at least 1 and at most 65536,"
            + " but found 'a'",
        "train: {network: mlpp} | 'network': expected one of mlp, logistic, but found 'mlpp'. Did"
            + " you mean 'mlp'?",
        "train: {network: logistic, layers: [2]} | unknown key 'layers' in train. Valid keys:"
            + " network, batch, epochs, learning_rate, schedule, weight_decay, patience, select,"
            + " class_weights, label_smoothing.",
        "train: {learning_rate: 0} | 'learning_rate': expected a number above 0, but found '0'",
        "train: {dropout: 1} | 'dropout': expected a share of at least 0 and below 1, like 20% or"
            + " 0.2, but found '1'",
        "train: {batch: } | 'batch': expected a whole number of at least 1 and at most 2147483647,"
            + " but found nothing",
        "train: {class_weights: {positive: -1}} | 'positive': expected a number above 0, but found"
            + " '-1'",
        "split: {strategy: stratified, validation: 60%, test: 40%} | 'validation' and 'test' leave"
            + " no rows to train on",
        "split: {strategy: column} | 'column' is missing in split; expected the column that holds"
            + " train, validation or test",
        "split: {strategy: column, column: Churn} | 'column': the target 'Churn' cannot split the"
            + " rows",
        "split: {validation: 20%} | 'strategy' is missing in split; expected one of stratified,"
            + " group, column",
        "encode: {numbers: one_hot} | 'one_hot' encodes categories, not numbers; expected one of"
            + " robust, quantile, standard, bins",
        "encode: {categories: robust} | 'robust' encodes numbers, not categories; expected one of"
            + " one_hot, ordinal, target, auto",
        "evaluate: {threshold: decision} | 'threshold: decision' needs the business case; add"
            + " 'decision: {value_of_a_save: …, contact_cost: …, capacity: …}'",
        "evaluate: {slices: [contract]} | 'slices': 'contract' is not a category or boolean column of"
            + " 'rows.columns'. Did you mean 'Contract'?",
        "evaluate: {slices: tenure} | 'slices': 'tenure' is not a category or boolean column of"
            + " 'rows.columns'.",
        "evaluate: {gates: {auc: {min: 1}}} | unknown metric 'auc'; expected one of roc_auc,"
            + " pr_auc, log_loss, brier, precision, recall, f1, accuracy, lift_top_decile.",
        "evaluate: {gates: {roc_auc: {confident: true}}} | the gate 'roc_auc' needs 'min' or"
            + " 'max'",
        "evaluate: {gates: {roc_auc: {min: 1, confident: maybe}}} | 'confident': expected true or"
            + " false, but found 'maybe'",
        "evaluate: {decision: {contact_cost: 1}} | 'value_of_a_save' is missing in"
            + " evaluate.decision; expected what a saved customer is worth, in money",
        "evaluate: {threshold: {recall: 1, precision: 1}} | 'threshold': expected either 'recall'"
            + " or 'precision'",
      })
  void a_wrong_value_is_named_with_what_was_expected(String line, String message) {
    assertThat(problems(folder, MINIMAL + line + "\n"))
        .hasSize(1)
        .allMatch(p -> p.endsWith(": " + message), message);
  }

  /** The entry of one column, and what is said about it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | 'type' is missing in rows.columns.x; expected one of integer, number, boolean, date,"
            + " timestamp, category",
        "{type: int} | 'type': expected one of integer, number, boolean, date, timestamp,"
            + " category, but found 'int'.",
        "{type: integer, missing: yes} | 'missing': expected one of forbidden, allowed, but found"
            + " 'yes'.",
        "{type: number, min: 2, max: 1} | 'max' must not be below 'min'",
        "{type: date, min: yesterday} | 'min': expected a date like 2020-01-31, but found"
            + " 'yesterday'",
        "{type: category, min: 1} | 'min' is for columns of type",
        "{type: number, values: [1]} | 'values' is for columns of type category, but x is of type"
            + " number",
        "{type: category, values: []} | 'values': expected at least one category",
        "{type: category, values: [a, a]} | 'values': 'a' is listed twice",
        "{type: category, pattern: '['} | 'pattern': expected a regular expression: Unclosed"
            + " character class",
        "{type: category, pattern: '(?=a)'} | 'pattern': look-around, back references",
        "{type: category, text: [fold]} | 'fold' needs declared 'values'",
        "{type: category, text: [trimm]} | 'text': expected one of trim, lower, upper, fold,"
            + " alphanumeric, strip_zeros, but found 'trimm'. Did you mean 'trim'?",
        "{type: date, formats: [dd.mm.yyyy]} | 'formats': expected a format like dd.MM.yyyy, but"
            + " found 'dd.mm.yyyy': year (y), month (M) and day (d) are needed",
        "{type: date, formats: [YYYY-MM-dd]} | 'formats': expected a format like dd.MM.yyyy, but"
            + " found 'YYYY-MM-dd': only the letters",
        "{type: category, encode: robust} | 'robust' encodes numbers, not categories",
        "{type: category, encode: {method: one_hot, limit: 1}} | 'limit': expected a whole number"
            + " of at least 2",
        "{type: number, encode: {unseen: fail}} | 'unseen' is for categories",
      })
  void a_wrong_column_is_named_with_what_was_expected(String column, String message) {
    String recipe = MINIMAL.replace("Contract: {type: category}", "x: " + column);

    assertThat(problems(folder, recipe))
        .hasSize(1)
        .allMatch(p -> p.contains(": " + message), message);
  }

  @Test
  void a_column_cannot_be_feature_and_target_or_key() {
    String recipe =
        MINIMAL.replace("rows:\n", "rows:\n  key: tenure\n").replace("    Contract:", "    Churn:");

    assertThat(problems(folder, recipe))
        .containsExactly(
            "8:5: 'tenure' is the key, which says nothing about new rows; leave it out of"
                + " 'columns'",
            "9:5: 'Churn' is the target, so it cannot be a feature too; leave it out of"
                + " 'columns'");
  }

  @Test
  void names_that_differ_only_in_case_are_refused() {
    assertThat(problems(folder, MINIMAL.replace("Contract", "TENURE")))
        .containsExactly("8:5: 'TENURE' differs only in case from 'tenure'");
  }

  @Test
  void a_key_given_twice_is_named_with_its_first_line() {
    assertThat(problems(folder, MINIMAL + "recipe: again\n"))
        .containsExactly("9:1: the key 'recipe' is given twice; first in line 1");
  }

  @Test
  void several_sources_need_to_say_which_holds_the_rows() {
    String two = MINIMAL.replace("rows:\n", "  other: {type: json, path: o.json}\nrows:\n");

    assertThat(problems(folder, two))
        .containsExactly("6:3: 'source' is missing in rows; expected one of customers, other");
    assertThat(problems(folder, two.replace("rows:\n", "rows:\n  source: othr\n")))
        .containsExactly(
            "6:11: 'source': there is no source 'othr'; expected one of customers, other. Did you"
                + " mean 'other'?");
  }

  @Test
  void an_address_is_refused_as_a_path() {
    assertThat(problems(folder, MINIMAL.replace("data.csv", "https://example.org/x.csv")))
        .containsExactly("3:32: 'path': expected a file on this machine, not an address");
  }

  @Test
  void broken_yaml_is_reported_with_line_and_column() {
    MillraceException error = refused(folder, "recipe: x\nsources: {a: [1, 2\nrows: 1\n");

    assertThat(error.code()).isEqualTo(ErrorCode.RECIPE_INVALID);
    assertThat(error)
        .hasMessageContaining("cannot be read as YAML")
        .hasMessageContaining("test.yaml:3:5: expected ',' or ']'")
        .hasCauseInstanceOf(Exception.class);
  }

  @Test
  void an_empty_recipe_a_list_and_two_documents_are_refused() {
    assertThat(refused(folder, ""))
        .hasMessageEndingWith(":1:1: expected 'key: value' lines, but found nothing");
    assertThat(refused(folder, "- a\n"))
        .hasMessageEndingWith(":1:1: expected 'key: value' lines, but found a list");
    assertThat(refused(folder, MINIMAL + "---\nrecipe: x\n"))
        .hasMessageEndingWith(":9:1: but found another document");
  }

  @Test
  void a_recipe_that_refers_to_itself_is_refused() {
    assertThat(problems(folder, MINIMAL + "train: &t {layers: [*t]}\n"))
        .anyMatch(problem -> problem.contains("this refers to itself"));
  }

  @Test
  void text_that_is_not_utf8_is_refused() throws IOException {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "recipe: grün\n".getBytes(StandardCharsets.ISO_8859_1));

    MillraceException error =
        catchThrowableOfType(
            MillraceException.class, () -> RecipeReader.read(file, Recipes.NOTHING));

    assertThat(error.code()).isEqualTo(ErrorCode.RECIPE_INVALID);
    assertThat(error).hasMessageContaining("is not UTF-8 text");
  }

  @Test
  void a_missing_file_is_the_fault_of_the_argument() {
    Path file = folder.resolve("none.yaml");

    MillraceException error =
        catchThrowableOfType(
            MillraceException.class, () -> RecipeReader.read(file, Recipes.NOTHING));

    assertThat(error.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID);
    assertThat(error).hasMessage("There is no recipe " + file + ".");
    assertThat(error.hint()).contains("millrace init");
  }
}
