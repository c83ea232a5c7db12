package dev.millrace.pipeline.stage;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A fitted encoder as files of the features stage: the encoder, and one for each fold. */
final class EncoderFiles {
  private static final String ENCODER = "encoder.json";

  private EncoderFiles() {}

  static void write(Path folder, FittedEncoder fitted) {
    AtomicFiles.writeText(folder.resolve(ENCODER), fitted.encoder().toJson());
    for (int fold = 0; fold < fitted.outOfFold().size(); fold++) {
      AtomicFiles.writeText(foldFile(folder, fold), fitted.outOfFold().get(fold).toJson());
    }
  }

  static FittedEncoder read(Path folder) {
    List<Encoder> folds = new ArrayList<>();
    while (Files.exists(foldFile(folder, folds.size()))) {
      folds.add(encoder(foldFile(folder, folds.size())));
    }
    return new FittedEncoder(encoder(folder.resolve(ENCODER)), folds);
  }

  private static Encoder encoder(Path file) {
    try {
      return Encoder.fromJson(Files.readString(file));
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static Path foldFile(Path folder, int fold) {
    return folder.resolve("encoder-without-fold-" + fold + ".json");
  }
}
