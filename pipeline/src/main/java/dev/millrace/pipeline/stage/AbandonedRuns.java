package dev.millrace.pipeline.stage;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs whose process was killed. */
public final class AbandonedRuns {
  private AbandonedRuns() {}

  /**
   * Says in the journals of a recipe's runs that they were killed, where that is so; the next run
   * would do the same. Does nothing while a run is under way.
   *
   * @param recipeFolder where the recipe's runs are below of
   * @param recipe its name
   */
  public static void end(Path recipeFolder, String recipe) {
    Path runs = recipeFolder.resolve("runs").resolve(recipe);
    if (!Files.isDirectory(runs)) {
      return;
    }
    try {
      Workspace.open(recipeFolder, runs).close(); // it sweeps
    } catch (MillraceException e) {
      if (e.code() != ErrorCode.LOCKED) {
        throw e;
      }
    }
  }
}
