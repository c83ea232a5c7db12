package dev.millrace.serving.model;

import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.Scorer;
import java.nio.file.Path;
import java.util.Map;

/** Models for tests of those who use them. */
public final class ServedModels {
  private ServedModels() {}

  /** A package whose rows cost what the test says. */
  public static ServedModel costing(Path folder, ScoringCost cost) {
    ModelPackage loaded = ModelPackage.load(folder);
    return new ServedModel(
        new Scorer(loaded),
        FolderSource.candidate(folder, "folder " + folder.getFileName()).origin(),
        PackageDocuments.of(loaded),
        cost,
        Map.of());
  }
}
