package dev.millrace.pipeline.stage;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Json;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.models.train.TrainedModel;
import dev.millrace.models.train.TrainedNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained model as files of the train stage: weights, learning curve and spec of every member.
 * The first member's files are named after its network, those of an ensemble's others with their
 * number behind it: {@code mlp.zip}, {@code mlp-2.zip}.
 */
final class TrainingFiles {
  private TrainingFiles() {}

  static void write(Path folder, TrainedModel trained) {
    for (int i = 0; i < trained.members().size(); i++) {
      TrainedNetwork member = trained.members().get(i);
      String name = name(trained.network(), i);
      member.save(folder.resolve(name + ".zip"));
      AtomicFiles.writeText(folder.resolve(name + "-curve.json"), Json.pretty(member.curve()));
      AtomicFiles.writeText(folder.resolve(name + "-spec.json"), Json.pretty(member.spec()));
    }
  }

  /**
   * Reads what was written.
   *
   * @param network the name of the (first) network
   */
  static TrainedModel read(Path folder, String network) {
    List<TrainedNetwork> members = new ArrayList<>();
    do {
      members.add(member(folder, name(network, members.size())));
    } while (Files.exists(folder.resolve(name(network, members.size()) + ".zip")));
    return new TrainedModel(members);
  }

  /** The learning curve of the (first) network of that name. */
  static LearningCurve curve(Path folder, String network) {
    return Json.read(folder.resolve(network + "-curve.json"), LearningCurve.class);
  }

  private static TrainedNetwork member(Path folder, String name) {
    return TrainedNetwork.load(
        folder.resolve(name + ".zip"),
        Json.read(folder.resolve(name + "-spec.json"), NetworkSpec.class),
        curve(folder, name));
  }

  private static String name(String network, int member) {
    return member == 0 ? network : network + "-" + (member + 1);
  }
}
