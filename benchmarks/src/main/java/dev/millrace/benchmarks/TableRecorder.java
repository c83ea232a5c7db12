package dev.millrace.benchmarks;

import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.rows.TrainingRows;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feed.EncoderFitter;
import dev.millrace.etl.feed.FeatureTable;
import dev.millrace.etl.feed.Fold;
import dev.millrace.etl.feed.Folds;
import dev.millrace.gpu.Backend;
import dev.millrace.models.train.FoldRows;
import dev.millrace.models.train.FoldScores;
import dev.millrace.models.train.FoldTrainer;
import dev.millrace.models.train.Trainer;
import dev.millrace.pipeline.recipe.OneTable;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.RecipeReader;
import dev.millrace.pipeline.stage.RunPipeline;
import dev.millrace.pipeline.stage.RunRequest;
import dev.millrace.pipeline.stage.StageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Records how well every network of {@link NetworkGrid} does in three-fold cross-validation on an
 * example's rows, less the test rows. Goes through the grid pass by pass, each with its own folds
 * and weights, and appends a line per network, so that it can be stopped and gone on with.
 *
 * <p>Arguments: the recipe, the value of its DATA, the table to append to, the number of passes.
 */
public final class TableRecorder {
  private static final String HEADER = String.join(",", NetworkGrid.NAMES);
  private static final String COLUMNS = HEADER + ",pass,roc_auc,log_loss,seconds";
  private static final int FOLDS = 3;

  private TableRecorder() {}

  public static void main(String[] arguments) throws IOException {
    Path table = Path.of(arguments[2]);
    if (!Files.exists(table)) {
      Files.writeString(table, COLUMNS + "\n");
    }
    Path work = Files.createTempDirectory("millrace-tables");
    Path recipeFile = Files.copy(Path.of(arguments[0]), work.resolve("recipe.yaml"));
    Recipe recipe =
        RecipeReader.read(
            recipeFile,
            new RecipeReader.Options(Map.of("DATA", arguments[1]), null, System.getenv()));
    Path features = features(recipe);
    Backend.start(recipe.backend(), 1);
    for (int pass = 0; pass < Integer.parseInt(arguments[3]); pass++) {
      Path scratch = Files.createDirectories(work.resolve("pass-" + pass));
      record(pass, folds(recipe, features, pass, scratch), table);
    }
  }

  private static Path features(Recipe recipe) {
    return new RunPipeline(InstantSource.system(), Progress.silent())
        .run(new RunRequest(recipe, null, StageName.FEATURES, false)).stages().stream()
            .filter(stage -> stage.stage() == StageName.FEATURES)
            .findFirst()
            .orElseThrow()
            .folder()
            .resolve("features.duckdb");
  }

  private static List<Supplier<OpenFold>> folds(
      Recipe recipe, Path features, int pass, Path scratch) {
    var contract = ((OneTable) recipe.rows()).contract();
    DuckSettings duck = new DuckSettings("512MB", 1);
    Seeds seeds = new Seeds(recipe.seed()).derive("pass").derive(pass);
    List<Supplier<OpenFold>> open = new ArrayList<>();
    for (Fold fold : Folds.of(features, contract, recipe.split(), FOLDS, seeds, duck, scratch)) {
      OpenFold rows =
          new OpenFold(fold.open(contract, duck), EncoderFitter.fit(fold.file(), contract, duck));
      open.add(() -> rows);
    }
    return open;
  }

  /** The same rows again and again: opened once, and left open. */
  private record OpenFold(FeatureTable table, FittedEncoder encoder) implements FoldRows {
    @Override
    public TrainingRows training() {
      return table.training();
    }

    @Override
    public ValidationRows validation() {
      return table.validation();
    }

    @Override
    public void close() {}
  }

  private static void record(int pass, List<Supplier<OpenFold>> folds, Path table)
      throws IOException {
    Set<String> known = new HashSet<>();
    for (String line : Files.readAllLines(table)) {
      known.add(start(line));
    }
    List<NetworkGrid> points = new ArrayList<>(NetworkGrid.all());
    Collections.shuffle(points, new Random(pass));
    for (NetworkGrid point : points) {
      String start = point.text() + "," + pass;
      if (known.add(start)) {
        String line = start + "," + scores(point, folds, pass) + "\n";
        Files.writeString(table, line, StandardOpenOption.APPEND);
      }
    }
  }

  private static String start(String line) {
    String[] cells = line.split(",", -1);
    return String.join(",", List.of(cells).subList(0, NetworkGrid.NAMES.size() + 1));
  }

  private static String scores(NetworkGrid point, List<Supplier<OpenFold>> folds, int pass) {
    long start = System.nanoTime();
    try {
      FoldScores scores =
          new FoldTrainer(Trainer.create())
              .score(point.network(), point.fit(), folds, new Seeds(pass), Progress.silent());
      return String.format(
          Locale.ROOT,
          "%.6f,%.6f,%.2f",
          scores.rocAuc().mean(),
          scores.logLoss().mean(),
          (System.nanoTime() - start) / 1e9);
    } catch (MillraceException diverged) {
      return "NaN,NaN,NaN";
    }
  }
}
