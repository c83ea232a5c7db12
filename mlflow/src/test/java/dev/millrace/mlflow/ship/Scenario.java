package dev.millrace.mlflow.ship;

import dev.millrace.mlflow.RunStart;
import dev.millrace.mlflow.TrackedModel;
import dev.millrace.mlflow.TrackedRun;
import dev.millrace.mlflow.Tracking;
import dev.millrace.mlflow.journal.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run with everything that a run may have. */
final class Scenario {
  static final int EPOCHS = 40;

  private static final Entry.Dataset TEST =
      new Entry.Dataset("telco", "9f2c11aa", "test", "local", "{\"uri\":\"telco.csv\"}", "", "");

  private Scenario() {}

  /** Tracks it; needs no server. */
  static void track(Path directory, String experiment) {
    files(directory);
    try (Tracking tracking = Tracking.open(directory)) {
      track(tracking, experiment);
    }
  }

  static void files(Path directory) {
    try {
      Files.createDirectories(directory.resolve("model/data"));
      Files.createDirectories(directory.resolve("plots"));
      Files.writeString(directory.resolve("model/MLmodel"), "flavors: {}\n");
      Files.write(directory.resolve("model/data/network.bin"), new byte[200_000]);
      Files.writeString(directory.resolve("report.html"), "<h1>report</h1>");
      Files.writeString(directory.resolve("plots/ROC curve ü.svg"), "<svg/>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void track(Tracking tracking, String experiment) {
    Path directory = tracking.directory();
    TrackedRun run =
        tracking.begin(
            RunStart.of(experiment, "main")
                .withParams(Map.of("train.layers", "64,32", "Gebühr €", "ja"))
                .withTags(Map.of("git.commit", "abc")));
    run.inputs(List.of(TEST, trainingData()));
    for (int epoch = 0; epoch < EPOCHS / 2; epoch++) {
      run.metrics(epoch(epoch), epoch);
    }
    TrackedRun child = run.child("trial 1", Map.of("layers", "8"), Map.of());
    for (int epoch = EPOCHS / 2; epoch < EPOCHS; epoch++) {
      run.metrics(epoch(epoch), epoch);
      child.metric("objective", epoch, epoch);
    }
    child.failed("it diverged");
    run.tags(Map.of("backend", "cpu"));
    run.artifact(directory.resolve("report.html"));
    run.artifact(directory.resolve("plots"));
    TrackedModel model =
        run.model(directory.resolve("model"), experiment, Map.of("layers", "64,32"), Map.of());
    run.metrics(Map.of("test/roc_auc", 0.85), model, TEST);
    model.register(experiment, "a version", Map.of("gates", "passed")).alias("candidate");
    run.finished();
  }

  private static Entry.Dataset trainingData() {
    return new Entry.Dataset(
        "telco", "17aa90b4", "training", "local", "{}", "", "{\"num_rows\":5000}");
  }

  private static Map<String, Double> epoch(int epoch) {
    return Map.of("train/loss", 1.0 / (epoch + 1), "validation/loss", Double.NaN, "e", 1e300 * 1e9);
  }
}
