package dev.millrace.pipeline.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.pipeline.recipe.OneTable;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.RecipeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeInitTest {
  private static final int ROWS = 200;

  @TempDir Path folder;

  @Test
  void every_kind_of_column_is_guessed_with_what_was_seen() throws IOException {
    String recipe = init("Churn", "yes", null);

    assertThat(recipe)
        .contains("recipe: customers\n")
        .contains("key: customerID  # every value is different; guessed from its name\n")
        .contains("target: {column: Churn, positive: \"Yes\"}  # 50 of 200 rows (25 %)\n")
        .contains("null_values: [NA]  # these mean 'missing'\n")
        .containsPattern("age: \\{type: integer, missing: allowed, min: 0} +# 0 to 79; 2 missing")
        .containsPattern("balance: \\{type: number} +# -10.5 to 188.5")
        .containsPattern("fee: \\{type: number}\\n")
        .containsPattern("price: \\{type: number, numbers: european}")
        .containsPattern("since: \\{type: date, formats: \\[dd.MM.yyyy]}")
        .containsPattern("active: \\{type: boolean}")
        .containsPattern("plan: \\{type: category, values: \\[gold, silver]}")
        .containsPattern("city: \\{type: category, values: \\[Berlin, Rome], text: \\[trim, fold]}")
        .containsPattern("area: \\{type: category, values: \\[\"100\", \"500\", \"900\"]}");
  }

  @Test
  void what_cannot_help_is_left_out_with_the_reason() throws IOException {
    assertThat(init("Churn", null, null))
        .contains("# left out, it always has the same value:\n    # country: ")
        .contains("# left out, it has no values:\n    # nothing: ")
        .contains(
            "# left out, every value is different, so it says nothing about new rows:\n"
                + "    # mail: ")
        .contains("# left out, its value answers the question by itself:\n    # reason_kind: ")
        .contains(
            "# left out, whether it has a value answers the question by itself:\n"
                + "    # left_on: ")
        .contains("# left out, its size answers the question by itself:\n    # refund: ");
  }

  @Test
  void a_column_with_a_name_like_ours_is_left_out() throws IOException {
    Path file = folder.resolve("customers.csv");
    Files.writeString(file, table().replace(";balance;", ";__balance;"));

    assertThat(
            RecipeInit.write(
                new RecipeInit.Request(file.toString(), "Churn", "Yes", null, null),
                Progress.silent()))
        .contains(
            "# left out, a name that begins with '__' is not for columns:\n    # __balance: ");
  }

  @Test
  void the_recipe_reads_back_without_a_change() throws IOException {
    Path file = folder.resolve("customers.yaml");
    Files.writeString(file, init("Churn", "Yes", "customerID"));

    Recipe recipe = RecipeReader.read(file, new RecipeReader.Options(Map.of(), null, Map.of()));

    assertThat(((OneTable) recipe.rows()).contract().columnNames())
        .containsExactly(
            "age", "balance", "fee", "price", "since", "active", "plan", "city", "area");
  }

  @Test
  void without_a_target_the_candidates_are_listed() throws IOException {
    MillraceException error = refused(null, null, null);

    assertThat(error.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID);
    assertThat(error.hint()).contains("Churn (No, Yes)").contains("plan (silver, gold)");
  }

  @Test
  void a_column_or_value_that_is_not_there_is_answered_with_the_nearest() throws IOException {
    assertThat(refused("Chrn", null, null).code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(refused("Chrn", null, null)).hasMessageContaining("Did you mean 'Churn'?");
    assertThat(refused("Churn", null, "custmerID"))
        .hasMessageContaining("--key: there is no column 'custmerID'. Did you mean 'customerID'?");
    assertThat(refused("Churn", "Yess", null))
        .hasMessageContaining("never has the value 'Yess'. Did you mean 'Yes'?");
  }

  @Test
  void a_target_that_cannot_be_asked_is_refused() throws IOException {
    assertThat(refused("country", null, null).code()).isEqualTo(ErrorCode.TARGET_INVALID);
    assertThat(refused("area", null, null))
        .hasMessageContaining("Which value of 'area' means yes?");
  }

  private String init(@Nullable String target, @Nullable String positive, @Nullable String key)
      throws IOException {
    Path file = folder.resolve("customers.csv");
    Files.writeString(file, table());
    return RecipeInit.write(
        new RecipeInit.Request(file.toString(), target, positive, key, null), Progress.silent());
  }

  private MillraceException refused(
      @Nullable String target, @Nullable String positive, @Nullable String key) {
    return catchThrowableOfType(MillraceException.class, () -> init(target, positive, key));
  }

  private static String table() {
    StringBuilder csv =
        new StringBuilder(
            "customerID;age;balance;fee;price;since;active;plan;city;area;country;nothing;mail;"
                + "reason_kind;left_on;refund;Churn\n");
    for (int i = 0; i < ROWS; i++) {
      boolean churned = i % 4 == 0;
      csv.append("C")
          .append(i)
          .append(';')
          .append(i < 2 ? "NA" : (i * 7) % 80)
          .append(';')
          .append(i - 10.5)
          .append(";$1,")
          .append(100 + i % 50)
          .append(".50")
          .append(";1.")
          .append(100 + i % 60)
          .append(",25")
          .append(';')
          .append(String.format(java.util.Locale.ROOT, "%02d.03.2020", 1 + i % 28))
          .append(';')
          .append(i % 3 == 0 ? "TRUE" : "False")
          .append(';')
          .append(i % 5 == 0 ? "gold" : "silver")
          .append(';')
          .append(i % 7 == 0 ? "Rome" : i % 7 == 1 ? "BERLIN" : "Berlin")
          .append(';')
          .append(i % 3 == 0 ? 100 : i % 3 == 1 ? 500 : 900)
          .append(";DE;;a")
          .append(i)
          .append("@example.org")
          .append(';')
          .append(churned ? "moved" : "none yet")
          .append(';')
          .append(churned ? "2021-01-0" + (1 + i % 9) : "")
          .append(';')
          .append((churned ? 1000 + i : i) + 0.5)
          .append(';')
          .append(churned ? "Yes" : "No")
          .append('\n');
    }
    return csv.toString();
  }
}
