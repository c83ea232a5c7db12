package dev.millrace.pipeline.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Target;
import dev.millrace.pipeline.init.ColumnSketch.Value;
import dev.millrace.pipeline.recipe.OneTable;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.RecipeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever columns and values are called, the recipe reads back as it was meant. */
class RecipeDraftTest {
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "Yes",
            "no",
            "null",
            "~",
            "1",
            "a: b",
            "#x",
            "- a",
            "${HOME}",
            "it's",
            "\"q\"",
            "ä é 漢",
            "%",
            "a,b",
            "{x}",
            "[y]",
            "tab\there",
            "?",
            "!tag",
            "&a",
            "*b",
            "|",
            ">",
            "@",
            "`",
            "😀"),
        Arbitraries.strings().ofMinLength(1).ofMaxLength(12));
  }

  @Provide
  Arbitrary<List<String>> namesOfColumns() {
    return names()
        .filter(name -> !name.isBlank() && !name.startsWith("__"))
        .list()
        .ofMinSize(3)
        .ofMaxSize(6)
        .uniqueElements(name -> name.toLowerCase(Locale.ROOT));
  }

  @Provide
  Arbitrary<List<String>> categories() {
    return names()
        .filter(name -> !name.isBlank())
        .list()
        .ofMinSize(2)
        .ofMaxSize(8)
        .uniqueElements(name -> name.toLowerCase(Locale.ROOT));
  }

  @Property(tries = 300)
  void odd_names_and_values_read_back(
      @ForAll("namesOfColumns") List<String> names, @ForAll("categories") List<String> values)
      throws IOException {
    String key = names.get(0);
    Target target = new Target(names.get(1), values.get(0));
    List<ColumnGuess> guesses = new ArrayList<>();
    for (String name : names.subList(2, names.size())) {
      guesses.add(ColumnGuess.of(category(name, values), Set.of()));
    }
    guesses.add(guesses.get(0).without("it\nleaks"));
    RecipeDraft draft =
        new RecipeDraft(
            "odd", "csv", "odd.csv", "\n", values, 10, key, "\n#", target, values.get(0), guesses);

    Recipe recipe = read(draft.yaml());

    assertThat(((OneTable) recipe.rows()).contract().target()).isEqualTo(target);
    assertThat(((OneTable) recipe.rows()).contract().key()).isNotNull();
    assertThat(((OneTable) recipe.rows()).contract().key().column()).isEqualTo(key);
    assertThat(((OneTable) recipe.rows()).contract().columnNames())
        .isEqualTo(names.subList(2, names.size()));
    assertThat(recipe.sources().get(0).nullValues()).isEqualTo(values);
    for (Column column : ((OneTable) recipe.rows()).contract().columns()) {
      assertThat(column.values()).containsExactlyInAnyOrderElementsOf(values);
    }
  }

  private static Recipe read(String yaml) throws IOException {
    Path file = Files.createTempFile("draft", ".yaml");
    try {
      Files.writeString(file, yaml);
      return RecipeReader.read(file, new RecipeReader.Options(Map.of(), null, Map.of()));
    } finally {
      Files.delete(file);
    }
  }

  private static ColumnSketch category(String name, List<String> values) {
    List<Value> counted = values.stream().map(value -> new Value(value, 5)).toList();
    long rows = 5L * values.size();
    long kinds = values.size();
    return new ColumnSketch(
        name, rows, 0, kinds, kinds, Map.of(), 0, 0, 0, 0, 0, 0, Map.of(), 1, null, null, counted);
  }
}
