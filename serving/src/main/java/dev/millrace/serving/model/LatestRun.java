package dev.millrace.serving.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest run of a recipe that passed its gates and has a model. Where no recipe is named there
 * must be one only: a newer run of another recipe is another model, and a start must not depend on
 * which was trained last.
 */
public final class LatestRun implements ModelSource {
  private static final Logger LOG = LoggerFactory.getLogger(LatestRun.class);
  private static final String MODEL = "model";
  private static final Comparator<Path> BY_TIME =
      Comparator.comparing(run -> run.getFileName().toString());

  private final Path runs;
  private final Set<Path> unreadable = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Path recipe;

  private LatestRun(Path runs, @Nullable Path recipe) {
    this.runs = runs;
    this.recipe = recipe;
  }

  /**
   * Runs of the only recipe that has a model; once one was served, of that recipe.
   *
   * @param runs holds {@code RECIPE/RUN}; the name of a run begins with its time
   */
  public static LatestRun in(Path runs) {
    return new LatestRun(runs.toAbsolutePath().normalize(), null);
  }

  /**
   * Runs of a recipe.
   *
   * @param recipe holds {@code RUN}
   */
  public static LatestRun of(Path recipe) {
    Path folder = recipe.toAbsolutePath().normalize();
    return new LatestRun(parentOf(folder), folder);
  }

  @Override
  public SourceState look() {
    return new SourceState("", FolderStamp.of(newest()));
  }

  @Override
  public Candidate fetch(SourceState seen) {
    Path model = newest();
    return FolderSource.candidate(model, "run " + parentOf(model).getFileName());
  }

  @Override
  public void served(Candidate candidate) {
    recipe = parentOf(parentOf(candidate.folder()));
  }

  @Override
  public boolean mayBeUnfinished() {
    return true;
  }

  @Override
  public String toString() {
    return "the latest run in " + place();
  }

  private Path place() {
    Path one = recipe;
    return one == null ? runs : one;
  }

  private Path newest() {
    Path one = recipe;
    List<Path> recipes = one == null ? foldersIn(runs) : List.of(one);
    List<Path> newest = recipes.stream().flatMap(folder -> newestIn(folder).stream()).toList();
    if (newest.size() > 1) {
      throw severalRecipes(newest);
    }
    return newest.stream().findFirst().orElseThrow(() -> none(recipes)).resolve(MODEL);
  }

  private Optional<Path> newestIn(Path recipe) {
    return runsOf(recipe).stream()
        .filter(run -> Files.isDirectory(run.resolve(MODEL)) && passed(run))
        .max(BY_TIME);
  }

  /** Those that came as far as an evaluation. */
  private static List<Path> runsOf(Path recipe) {
    return foldersIn(recipe).stream()
        .filter(run -> Files.exists(run.resolve(PackageFiles.METRICS)))
        .toList();
  }

  private boolean passed(Path run) {
    try {
      JsonNode metrics = Json.read(run.resolve(PackageFiles.METRICS), JsonNode.class);
      return metrics.path("gates").path("passed").asBoolean();
    } catch (MillraceException e) {
      if (unreadable.add(run)) {
        LOG.warn("a run does not count as one that passed its gates: {}", e.getMessage());
      }
      return false;
    }
  }

  /** Without hidden ones: those are not finished. */
  private static List<Path> foldersIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).filter(path -> !isHidden(path)).toList();
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private MillraceException none(List<Path> recipes) {
    List<Path> looked = recipes.stream().flatMap(folder -> runsOf(folder).stream()).toList();
    return looked.isEmpty() ? noRun() : nonePassed(looked);
  }

  private MillraceException severalRecipes(List<Path> newest) {
    return new MillraceException(
        ErrorCode.ARGUMENT_INVALID,
        "%d recipes in %s have a model that passed its gates; expected one, or the name of one."
            .formatted(newest.size(), runs),
        "Name the one to serve.",
        newest.stream()
            .sorted()
            .map(LatestRun::parentOf)
            .map(folder -> folder.getFileName().toString())
            .map(name -> new Problem(name, "millrace serve " + ModelSources.RUNS.resolve(name)))
            .toList());
  }

  private MillraceException noRun() {
    return new MillraceException(
        ErrorCode.MODEL_NOT_FOUND,
        "There is no run in %s: looked for %sRUN/%s."
            .formatted(place(), recipe == null ? "RECIPE/" : "", PackageFiles.METRICS),
        "Train a model with 'millrace run', or name a package or models:/NAME@ALIAS.");
  }

  private MillraceException nonePassed(List<Path> looked) {
    return new MillraceException(
        ErrorCode.GATE_FAILED,
        "None of the %d runs in %s has a model that passed its gates; the newest is %s."
            .formatted(looked.size(), place(), runs.relativize(Collections.max(looked, BY_TIME))),
        "Its report.html says why. To serve a model nevertheless, name its folder.");
  }

  private static Path parentOf(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " has no folder");
    }
    return parent;
  }
}
