package dev.millrace.pipeline.recipe;

import static dev.millrace.pipeline.recipe.Recipes.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.etl.jdbc.Database;
import dev.millrace.etl.source.SourceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcRecipeTest {
  @TempDir Path folder;

  private static String recipe(String source) {
    return MINIMAL.replace("{type: csv, path: data.csv}", source);
  }

  private Recipe read(String source, Map<String, String> set) {
    Path file = Recipes.write(folder, recipe(source));
    return RecipeReader.read(file, new RecipeReader.Options(set, null, Map.of()));
  }

  @Test
  void every_key_of_a_database_is_read() {
    Recipe recipe =
        read(
            "{type: jdbc, url: 'jdbc:postgresql://db/shop', user: me, password: '${DB_PASSWORD}',"
                + " table: s.customers, columns: [id, plan], key: [id], watermark: changed,"
                + " fetch_size: 50, properties: {ssl: true}, null_values: NA}",
            Map.of("DB_PASSWORD", "hunter2"));

    assertThat(recipe.sources())
        .containsExactly(
            new SourceSpec.Jdbc(
                "customers",
                new Database("jdbc:postgresql://db/shop", "me", "hunter2", Map.of("ssl", "true")),
                "s.customers",
                null,
                List.of("id", "plan"),
                List.of("id"),
                "changed",
                50,
                List.of("NA")));
  }

  @Test
  void the_shortest_database_means_the_documented_defaults() {
    Recipe recipe = read("{type: jdbc, url: 'jdbc:h2:mem:x', query: SELECT 1}", Map.of());

    assertThat(recipe.sources())
        .containsExactly(
            new SourceSpec.Jdbc(
                "customers",
                new Database("jdbc:h2:mem:x", null, null, Map.of()),
                null,
                "SELECT 1",
                List.of(),
                List.of(),
                null,
                1000,
                List.of()));
  }

  @Test
  void a_password_is_in_no_text_of_the_recipe() {
    Recipe recipe =
        read(
            "{type: jdbc, url: 'jdbc:postgresql://db/shop?password=${DB_PASSWORD}', table: t,"
                + " password: '${DB_PASSWORD}', properties: {sslpassword: '${MY_TOKEN}'}}",
            Map.of("DB_PASSWORD", "hunter2", "MY_TOKEN", "hunter3"));

    String texts = recipe + recipe.resolvedYaml() + recipe.part(RecipePart.INGEST);

    assertThat(texts).doesNotContain("hunter").contains("jdbc:postgresql://db/shop?password=***");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "jdbc:h2:file:./a/b;MODE=MySQL, jdbc:h2:file:FOLDER/a/b;MODE=MySQL",
        "jdbc:h2:./b, jdbc:h2:FOLDER/b",
        "jdbc:h2:b, jdbc:h2:FOLDER/b",
        "jdbc:h2:/x/b, jdbc:h2:/x/b",
        "jdbc:h2:~/b, jdbc:h2:~/b",
        "jdbc:h2:mem:b, jdbc:h2:mem:b",
        "jdbc:h2:tcp://h/./b, jdbc:h2:tcp://h/./b",
        "jdbc:h2:C:/b, jdbc:h2:C:/b",
        "jdbc:postgresql:b, jdbc:postgresql:b",
      })
  void the_file_of_an_embedded_database_is_found_from_the_recipe(String written, String meant) {
    Recipe recipe = read("{type: jdbc, url: '" + written + "', table: t}", Map.of());
    String url = meant.replace("FOLDER", folder.toString());

    assertThat(((SourceSpec.Jdbc) recipe.sources().get(0)).database().place()).isEqualTo(url);
    assertThat(recipe.resolvedYaml()).contains(url);
  }

  @Test
  void all_problems_of_a_database_are_told_at_once() {
    assertThat(
            Recipes.problems(
                folder,
                recipe(
                    """

                        type: jdbc
                        url: postgresql://db/shop
                        password: hunter2
                        fetch_size: 0
                        properties: {sslpassword: hunter3}
                        tabel: customers
                    """)))
        .containsExactly(
            "4:5: 'table' is missing in sources.customers; expected the name of a table or view, or"
                + " a 'query' instead",
            "5:10: 'url': expected where the database is, like jdbc:postgresql://host:5432/name, but"
                + " it does not begin with 'jdbc:'",
            "6:15: 'password': expected a variable with PASSWORD, SECRET, TOKEN or KEY in its name,"
                + " like ${DB_PASSWORD}, so that it is shown nowhere",
            "7:17: 'fetch_size': expected a whole number of at least 1 and at most"
                + " 2147483647, but found '0'",
            "8:31: 'sslpassword': expected a variable with PASSWORD, SECRET, TOKEN or KEY in its"
                + " name, like ${DB_PASSWORD}, so that it is shown nowhere",
            "9:5: unknown key 'tabel' in sources.* (jdbc). Did you mean 'table'?");
  }

  @Test
  void a_table_and_a_query_together_and_a_password_in_the_url_are_refused() {
    assertThat(
            Recipes.problems(
                folder,
                recipe(
                    "{type: jdbc, url: 'jdbc:h2:./x;PASSWORD=hunter2', table: a, query: SELECT 1}")))
        .containsExactly(
            "3:32: 'url': expected no password in it; write 'password: ${DB_PASSWORD}' and set that"
                + " variable",
            "3:71: 'table': expected either a table or a query, but found both");
  }
}
