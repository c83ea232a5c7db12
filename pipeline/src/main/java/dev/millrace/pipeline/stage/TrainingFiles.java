package dev.millrace.pipeline.stage;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Json;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.models.train.TrainedNetwork;
import java.nio.file.Path;

/** A trained network as files of the train stage. */
final class TrainingFiles {
  private TrainingFiles() {}

  static void write(Path folder, TrainedNetwork trained) {
    String name = trained.spec().network();
    trained.save(folder.resolve(name + ".zip"));
    AtomicFiles.writeText(folder.resolve(name + "-curve.json"), Json.pretty(trained.curve()));
  }

  static TrainedNetwork read(Path folder, NetworkSpec spec) {
    return TrainedNetwork.load(folder.resolve(spec.network() + ".zip"), spec, curve(folder, spec));
  }

  static LearningCurve curve(Path folder, NetworkSpec spec) {
    return Json.read(folder.resolve(spec.network() + "-curve.json"), LearningCurve.class);
  }
}
