package dev.millrace.benchmarks;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.pipeline.recipe.RecipeReader;
import dev.millrace.pipeline.stage.RunPipeline;
import dev.millrace.pipeline.stage.RunRequest;
import dev.millrace.pipeline.stage.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Test ROC-AUC of the example recipes over the five folds of a stratified split, each fold through
 * the whole pipeline by {@code split: {strategy: column}}: a fold is the test rows, 15 % of the
 * other rows of each class are validation rows. Nothing of a fold is seen before it is evaluated.
 *
 * <p>Arguments: the folder of the public tables, the folder of the examples, and seeds of the
 * shuffles (default 0). With the environment variable TUNE, the value of a recipe's {@code tune},
 * the search is part of what is judged: it is made anew for each fold, on that fold's other rows.
 */
public final class FoldQuality {
  private static final int FOLDS = 5;
  private static final double VALIDATION = 0.15;
  private static final String SPLIT = "split: {strategy: column, column: fold}";

  private static final @Nullable String TUNE = System.getenv("TUNE");

  private record Table(String name, String question, String positive, List<String> files) {}

  private static final List<Table> TABLES =
      List.of(
          new Table("telco", "Churn", "yes", List.of("telco.csv")),
          new Table("bigml", "Churn", "true", List.of("churn-bigml-80.csv", "churn-bigml-20.csv")));

  private FoldQuality() {}

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    Path examples = Path.of(arguments[1]);
    List<String> seeds =
        arguments.length > 2 ? Arrays.asList(arguments).subList(2, arguments.length) : List.of("0");
    System.out.println("table  seed  network   " + "  fold ".repeat(FOLDS) + "    mean      sd");
    for (Table table : TABLES) {
      for (String seed : seeds) {
        measure(table, data, examples.resolve(table.name()), Long.parseLong(seed));
      }
    }
  }

  private static void measure(Table table, Path data, Path example, long seed) throws IOException {
    Map<String, List<Double>> scores = new LinkedHashMap<>();
    long start = System.nanoTime();
    for (int fold = 0; fold < FOLDS; fold++) {
      Path folder = Files.createTempDirectory("millrace-folds");
      try {
        RunResult result = run(table, data, example, seed, fold, folder);
        var evaluation = Objects.requireNonNull(result.evaluation());
        add(scores, TUNE == null ? "mlp" : "tuned", evaluation.test());
        evaluation.baselines().forEach((name, metrics) -> add(scores, name, metrics));
      } finally {
        AtomicFiles.deleteTree(folder);
      }
    }
    scores.forEach((name, values) -> print(table, seed, name, values));
    System.out.printf(Locale.ROOT, "%.0f s a fold%n", (System.nanoTime() - start) / 1e9 / FOLDS);
  }

  private static void add(Map<String, List<Double>> scores, String name, Metrics metrics) {
    scores.computeIfAbsent(name, any -> new ArrayList<>()).add(metrics.rocAuc());
  }

  private static RunResult run(
      Table table, Path data, Path example, long seed, int fold, Path folder) throws IOException {
    Path csv = folder.resolve("churn-bigml-folds.csv");
    Files.write(csv, withFolds(table, data, seed, fold));
    String recipe =
        Files.readString(example.resolve("recipe.yaml")).replaceAll("(?m)^split: .*$", SPLIT)
            + (TUNE == null ? "" : "\ntune: " + TUNE + "\n");
    Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
    String source = table.name().equals("telco") ? csv.toString() : folder.toString();
    return new RunPipeline(InstantSource.system(), Progress.silent())
        .run(
            RunRequest.of(
                RecipeReader.read(
                    file,
                    new RecipeReader.Options(Map.of("DATA", source), null, System.getenv()))));
  }

  /** The table's lines with a column that says what each row is for; no value holds a line feed. */
  private static List<String> withFolds(Table table, Path data, long seed, int fold)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : table.files()) {
      List<String> file = Files.readAllLines(data.resolve(name));
      lines.addAll(lines.isEmpty() ? file : file.subList(1, file.size()));
    }
    String[] roles = new String[lines.size()];
    roles[0] = "fold";
    for (boolean positive : new boolean[] {true, false}) {
      List<Integer> rows = new ArrayList<>();
      for (int i = 1; i < lines.size(); i++) {
        String answer = lines.get(i).substring(lines.get(i).lastIndexOf(',') + 1);
        if (answer.strip().toLowerCase(Locale.ROOT).equals(table.positive()) == positive) {
          rows.add(i);
        }
      }
      assign(rows, new Seeds(seed), fold, roles);
    }
    List<String> out = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      out.add(lines.get(i).strip() + "," + roles[i]);
    }
    return out;
  }

  private static void assign(List<Integer> rows, Seeds seeds, int fold, String[] roles) {
    Collections.shuffle(rows, new Random(seeds.derive("folds").value()));
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (i % FOLDS == fold) {
        roles[rows.get(i)] = "test";
      } else {
        others.add(rows.get(i));
      }
    }
    Collections.shuffle(others, new Random(seeds.derive("validation").derive(fold).value()));
    long validation = Math.round(VALIDATION * others.size());
    for (int i = 0; i < others.size(); i++) {
      roles[others.get(i)] = i < validation ? "validation" : "train";
    }
  }

  private static void print(Table table, long seed, String network, List<Double> folds) {
    double mean = folds.stream().mapToDouble(v -> v).average().orElseThrow();
    double variance =
        folds.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / (folds.size() - 1);
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "%-6s %4d  %-9s", table.name(), seed, network));
    folds.forEach(v -> line.append(String.format(Locale.ROOT, "  %.4f", v).substring(1)));
    line.append(String.format(Locale.ROOT, "    %.4f  %.4f", mean, Math.sqrt(variance)));
    System.out.println(line);
  }
}
