package dev.millrace.serving.model;

import java.nio.file.Path;

/**
 * The newest run below {@code runs/} that passed its gates and has a model. It keeps to the recipe
 * of the first that it found: a newer run of another recipe is another model.
 */
public final class LatestRun implements ModelSource {
  private final Path runs;

  /**
   * Runs of all recipes.
   *
   * @param runs holds {@code RECIPE/RUN}
   */
  public LatestRun(Path runs) {
    this.runs = runs.toAbsolutePath().normalize();
  }

  @Override
  public SourceState look() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Candidate fetch(SourceState seen) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean mayBeUnfinished() {
    return true;
  }

  @Override
  public String toString() {
    return "the latest run in " + runs;
  }
}
