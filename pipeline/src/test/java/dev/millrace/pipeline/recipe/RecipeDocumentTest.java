package dev.millrace.pipeline.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.models.evaluate.EvaluateSpec;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.FitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/recipe.md and the reader know the same keys and defaults. */
class RecipeDocumentTest {
  private static final int DEFAULT = 3;

  @Test
  void every_key_is_documented_and_every_documented_key_is_known() throws IOException {
    Map<String, List<String>> known = new LinkedHashMap<>();
    for (Keys keys : Keys.all()) {
      List<String> names = new ArrayList<>(keys.names());
      if (keys.equals(Keys.MLP)) {
        names.removeAll(Keys.FIT.names());
      }
      known.put(keys.path().isEmpty() ? "Top" : keys.path(), names);
    }

    Map<String, List<String>> documented = new LinkedHashMap<>();
    tables().forEach((section, rows) -> documented.put(section, List.copyOf(rows.keySet())));

    assertThat(documented).containsExactlyInAnyOrderEntriesOf(known);
  }

  @Test
  void documented_defaults_of_training_and_evaluation_are_the_real_ones() throws IOException {
    FitSpec fit = FitSpec.defaults();
    NetworkSpec.Mlp mlp = NetworkSpec.Mlp.defaults();
    EvaluateSpec evaluate = EvaluateSpec.standard();

    assertThat(defaults("train"))
        .containsEntry("batch", "" + fit.batch())
        .containsEntry("epochs", "" + fit.epochs())
        .containsEntry("learning_rate", "" + fit.learningRate())
        .containsEntry("schedule", Choices.name(fit.schedule()))
        .containsEntry("weight_decay", "" + fit.weightDecay())
        .containsEntry("patience", "" + fit.patience())
        .containsEntry("select", Choices.name(fit.select()))
        .containsEntry("label_smoothing", "" + fit.labelSmoothing());
    assertThat(defaults("train (mlp)"))
        .containsEntry("layers", mlp.layers().toString())
        .containsEntry("activation", Choices.name(mlp.activation()))
        .containsEntry("dropout", "" + mlp.dropout())
        .containsEntry("input_dropout", "" + mlp.inputDropout());
    assertThat(defaults("evaluate"))
        .containsEntry("bootstrap", "" + evaluate.bootstrap())
        .containsEntry("confidence", "" + evaluate.confidence());
  }

  private static Map<String, String> defaults(String section) throws IOException {
    Map<String, String> defaults = new LinkedHashMap<>();
    tables()
        .getOrDefault(section, Map.of())
        .forEach((key, cells) -> defaults.put(key, cells[DEFAULT].strip().replace("`", "")));
    return defaults;
  }

  /** The cells of each key's line, by section and key. */
  private static Map<String, Map<String, String[]>> tables() throws IOException {
    Path file = Path.of(System.getProperty("millrace.root"), "docs", "recipe.md");
    Map<String, Map<String, String[]>> tables = new LinkedHashMap<>();
    Map<String, String[]> table = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("## ")) {
        table = new LinkedHashMap<>();
        tables.put(line.substring("## ".length()).replace("`", ""), table);
      } else if (line.startsWith("| `")) {
        table.put(line.substring("| `".length(), line.indexOf('`', 3)), line.split("\\|"));
      }
    }
    return tables;
  }
}
