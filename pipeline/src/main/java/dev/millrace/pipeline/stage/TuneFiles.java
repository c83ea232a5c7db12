package dev.millrace.pipeline.stage;

import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Json;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.models.train.TrainedModel;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.StudyReport;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The output of the tune stage: the study, the best configuration, its encoder, and the model as it
 * was fitted to training rows; where it was fitted to validation rows too, that one beside.
 *
 * @param folder of the stage's output
 */
record TuneFiles(Path folder) {
  /** The study as Optuna writes its journals; has this name in the run directory too. */
  static final String JOURNAL = "study.journal";

  /** The study in brief; has this name in the run directory too. */
  static final String STUDY = "study.json";

  private static final String CONFIGURATION = "configuration.json";

  Path journal() {
    return folder.resolve(JOURNAL);
  }

  Path study() {
    return folder.resolve(STUDY);
  }

  void write(StudyReport report) {
    AtomicFiles.writeText(study(), Json.pretty(report));
  }

  void write(Configuration best, FittedEncoder encoder) {
    AtomicFiles.writeText(folder.resolve(CONFIGURATION), Json.pretty(best));
    EncoderFiles.write(folder, encoder);
  }

  void writeFitted(TrainedModel model) {
    TrainingFiles.write(fittedFolder(), model);
  }

  void writeRefitted(TrainedModel model) {
    TrainingFiles.write(refittedFolder(), model);
  }

  StudyReport report() {
    return Json.read(study(), StudyReport.class);
  }

  Configuration configuration() {
    return Json.read(folder.resolve(CONFIGURATION), Configuration.class);
  }

  FittedEncoder encoder() {
    return EncoderFiles.read(folder);
  }

  LearningCurve curve() {
    return TrainingFiles.curve(fittedFolder(), network());
  }

  /** As it was fitted to training rows. */
  TrainedModel fitted() {
    return TrainingFiles.read(fittedFolder(), network());
  }

  /** The model itself, from the rows that the recipe says. */
  TrainedModel model() {
    return Files.exists(refittedFolder())
        ? TrainingFiles.read(refittedFolder(), network())
        : fitted();
  }

  private String network() {
    return configuration().network().network();
  }

  private Path fittedFolder() {
    return folder.resolve("fitted");
  }

  private Path refittedFolder() {
    return folder.resolve("refitted");
  }
}
