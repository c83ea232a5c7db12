package dev.millrace.pipeline.track;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.mlflow.Tracking;
import dev.millrace.mlflow.journal.Journal;
import dev.millrace.pipeline.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the journals of a recipe's runs are: in their run directories, and in {@code
 * .millrace/journals} for runs that came to none.
 */
public final class Journals {
  private static final Logger LOG = LoggerFactory.getLogger(Journals.class);
  private static final String RUNS = "runs";
  private static final Path KEPT = Path.of(".millrace", "journals");
  private static final String KILLED = "The process of the run was killed.";

  private Journals() {}

  /** The folder of all runs of a recipe. */
  public static Path runs(Recipe recipe) {
    return recipe.folder().resolve(RUNS).resolve(recipe.name());
  }

  /** The folder of the journal of a run that leaves no run directory. */
  public static Path kept(Path recipeFolder, String recipe, String run) {
    return recipeFolder.resolve(KEPT).resolve(recipe).resolve(run);
  }

  /** The recipes of a folder that have runs, by name. */
  public static List<String> recipes(Path recipeFolder) {
    return Stream.of(recipeFolder.resolve(RUNS), recipeFolder.resolve(KEPT))
        .flatMap(folder -> children(folder).stream())
        .filter(Files::isDirectory)
        .map(folder -> folder.getFileName().toString())
        .distinct()
        .sorted()
        .toList();
  }

  /** The folders of a recipe's runs that have a journal, the oldest run first. */
  public static List<Path> of(Path recipeFolder, String recipe) {
    return Stream.of(recipeFolder.resolve(RUNS), recipeFolder.resolve(KEPT))
        .flatMap(folder -> children(folder.resolve(recipe)).stream())
        .filter(Journals::isIn)
        .sorted(Comparator.comparing(folder -> folder.getFileName().toString()))
        .toList();
  }

  /** Whether a folder has a journal. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(Journal.FILE));
  }

  /** Those that are not hidden. */
  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(path -> !path.getFileName().toString().startsWith(".")).toList();
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }

  /**
   * Keeps what a run was tracking whose process is gone: a run that had ended but for its last
   * rename appears whole; of any other the journal stays, saying that it was killed.
   *
   * @param partial its unfinished run directory, hidden, {@code .<run id>.<process>.partial}
   * @return whether it was kept; else nothing of it is worth keeping
   */
  public static boolean keep(Path partial, Path recipeFolder) {
    if (!isIn(partial)) {
      return false;
    }
    String run = partial.getFileName().toString().substring(1).replaceFirst("\\..*", "");
    Path runs = Objects.requireNonNull(partial.toAbsolutePath().getParent());
    try {
      if (Tracking.hasEnded(partial)) {
        AtomicFiles.move(partial, runs.resolve(run));
        return true;
      }
      if (Tracking.endAbandoned(partial, KILLED) == 0) {
        return false;
      }
      Path kept = kept(recipeFolder, runs.getFileName().toString(), run);
      Files.createDirectories(kept.getParent());
      AtomicFiles.move(partial, kept);
      strip(kept);
      return true;
    } catch (MillraceException | IOException e) {
      LOG.warn("the journal of run {} could not be kept: {}", run, e.getMessage());
      return false;
    }
  }

  /** Deletes everything but the journal and what belongs to it. */
  static void strip(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      children
          .filter(path -> !path.getFileName().toString().matches("\\.?journal\\.(?!.*partial$).*"))
          .forEach(AtomicFiles::deleteTree);
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }
}
