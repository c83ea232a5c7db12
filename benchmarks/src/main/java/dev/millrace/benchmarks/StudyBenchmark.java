package dev.millrace.benchmarks;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Progress;
import dev.millrace.pipeline.recipe.RecipeReader;
import dev.millrace.pipeline.stage.RunPipeline;
import dev.millrace.pipeline.stage.RunRequest;
import dev.millrace.pipeline.stage.RunResult;
import dev.millrace.pipeline.stage.StageName;
import dev.millrace.tuning.network.StudyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What parallel trials and pruning save on an example recipe.
 *
 * <p>Parallel efficiency: the same thirty random points, not pruned, one and two at a time in
 * turns; seconds of the tune stage with one over twice those with two, the best of each. Pruning:
 * searches by tpe, with each pruner; the epochs that were trained, and the value of the best
 * complete trial.
 *
 * <p>Arguments: an example recipe, what DATA is in it, how many rounds (default 2), and how many
 * seeds of the searches (default 3).
 */
public final class StudyBenchmark {
  private static final int TRIALS = 30;

  private StudyBenchmark() {}

  /** What a search took and found. */
  private record Search(double seconds, long epochs, StudyReport study) {}

  public static void main(String[] arguments) throws IOException {
    Path recipe = Path.of(arguments[0]);
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    int seeds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
    parallel(recipe, arguments[1], rounds);
    pruning(recipe, arguments[1], seeds);
  }

  private static void parallel(Path recipe, String data, int rounds) throws IOException {
    double one = Double.POSITIVE_INFINITY;
    double two = Double.POSITIVE_INFINITY;
    for (int round = 0; round <= rounds; round++) { // the first warms up
      double alone = search(recipe, data, 42, "sampler: random, pruner: none, parallel: 1").seconds;
      double both = search(recipe, data, 42, "sampler: random, pruner: none, parallel: 2").seconds;
      one = round == 0 ? one : Math.min(one, alone);
      two = round == 0 ? two : Math.min(two, both);
    }
    System.out.printf(
        Locale.ROOT,
        "%d random trials: %.1f s one at a time, %.1f s two at a time, efficiency %.2f%n",
        TRIALS,
        one,
        two,
        one / two / 2);
  }

  private static void pruning(Path recipe, String data, int seeds) throws IOException {
    System.out.println("pruner     seed  epochs  of none   seconds  complete  best");
    for (int seed = 1; seed <= seeds; seed++) {
      long all = 0;
      for (String pruner : List.of("none", "median", "halving", "wilcoxon")) {
        Search search = search(recipe, data, seed, "pruner: " + pruner + ", parallel: 1");
        all = pruner.equals("none") ? search.epochs : all;
        System.out.printf(
            Locale.ROOT,
            "%-9s %5d %7d %8.2f %9.1f %9d  %.4f%n",
            pruner,
            seed,
            search.epochs,
            search.epochs / (double) all,
            search.seconds,
            search.study.count("complete"),
            Objects.requireNonNull(search.study.leader().value()));
      }
    }
  }

  private static Search search(Path recipe, String data, long seed, String how) throws IOException {
    Path folder = Files.createTempDirectory("millrace-study");
    try {
      String text =
          Files.readString(recipe).replaceAll("(?m)^seed: .*$", "seed: " + seed)
              + "\ntune: {trials: %d, %s}\n".formatted(TRIALS, how);
      Path file = Files.writeString(folder.resolve("recipe.yaml"), text);
      RunResult result =
          new RunPipeline(InstantSource.system(), Progress.silent())
              .run(
                  RunRequest.of(
                      RecipeReader.read(
                          file,
                          new RecipeReader.Options(Map.of("DATA", data), null, System.getenv()))));
      return new Search(
          seconds(result),
          epochs(Objects.requireNonNull(result.folder()).resolve("study.journal")),
          Objects.requireNonNull(result.study()));
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private static double seconds(RunResult result) {
    return result.stages().stream()
        .filter(stage -> stage.stage() == StageName.TUNE)
        .findFirst()
        .orElseThrow()
        .seconds();
  }

  /** Every epoch of every trial is a line. */
  private static long epochs(Path journal) throws IOException {
    try (Stream<String> lines = Files.lines(journal)) {
      return lines.filter(line -> line.startsWith("{\"op_code\":7,")).count();
    }
  }
}
