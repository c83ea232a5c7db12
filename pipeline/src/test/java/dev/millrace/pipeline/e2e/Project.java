package dev.millrace.pipeline.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A folder with a small table and a recipe for it, as a person would have it. */
final class Project extends ProjectFolder {
  static final int ROWS = 300;

  private static final String RECIPE =
      """
      recipe: small
      seed: 7
      sources:
        customers: {type: csv, path: customers.csv}
      rows:
        key: id
        target: {column: left, positive: "yes"}
        columns:
          plan: {type: category}
          months: {type: integer, min: 0}
          charge: {type: number, min: 0, missing: allowed}
        max_quarantined: 2%
      split: {strategy: stratified, validation: 20%, test: 20%}
      train: {network: mlp, layers: [8], epochs: 20, batch: 32, learning_rate: 0.02}
      evaluate: {bootstrap: 100}
      """;

  private Project(Path folder) {
    super(folder);
  }

  /** A project whose recipe works. */
  static Project in(Path folder) {
    return with(folder, SmallTable.rows(ROWS, 1));
  }

  /** The same with other rows. */
  static Project with(Path folder, List<String> rows) {
    Project project = new Project(folder);
    SmallTable.write(project.data(), rows);
    return project.recipe(text -> text);
  }

  /** Writes the working recipe with a change. */
  Project recipe(UnaryOperator<String> change) {
    String text = change.apply(RECIPE);
    write(recipe(), text);
    return this;
  }

  Path data() {
    return folder().resolve("customers.csv");
  }
}
