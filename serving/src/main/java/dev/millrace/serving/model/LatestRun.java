package dev.millrace.serving.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest run below {@code runs/} that passed its gates and has a model. It keeps to the recipe
 * of the first that it served: a newer run of another recipe is another model.
 */
public final class LatestRun implements ModelSource {
  private static final String MODEL = "model";

  private final Path runs;
  private volatile @Nullable Path recipe;

  /**
   * Runs of all recipes.
   *
   * @param runs holds {@code RECIPE/RUN}; the name of a run begins with its time
   */
  public LatestRun(Path runs) {
    this.runs = runs.toAbsolutePath().normalize();
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
    return "the latest run in " + runs;
  }

  private Path newest() {
    List<Path> candidates =
        recipes().stream()
            .flatMap(folder -> foldersIn(folder).stream())
            .filter(run -> Files.exists(run.resolve(PackageFiles.METRICS)))
            .sorted(Comparator.comparing((Path run) -> run.getFileName().toString()).reversed())
            .toList();
    return candidates.stream()
        .filter(run -> Files.isDirectory(run.resolve(MODEL)) && passed(run))
        .map(run -> run.resolve(MODEL))
        .findFirst()
        .orElseThrow(() -> candidates.isEmpty() ? noRun() : nonePassed(candidates));
  }

  private List<Path> recipes() {
    Path one = recipe;
    return one == null ? foldersIn(runs) : List.of(one);
  }

  private static boolean passed(Path run) {
    JsonNode metrics = Json.read(run.resolve(PackageFiles.METRICS), JsonNode.class);
    return metrics.path("gates").path("passed").asBoolean();
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

  private MillraceException noRun() {
    return new MillraceException(
        ErrorCode.MODEL_NOT_FOUND,
        "There is no run in %s: looked for RECIPE/RUN/%s.".formatted(runs, PackageFiles.METRICS),
        "Train a model with 'millrace run', or name a package or models:/NAME@ALIAS.");
  }

  private MillraceException nonePassed(List<Path> looked) {
    return new MillraceException(
        ErrorCode.GATE_FAILED,
        "None of the %d runs in %s has a model that passed its gates; the newest is %s."
            .formatted(looked.size(), runs, runs.relativize(looked.get(0))),
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
