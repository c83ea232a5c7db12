package dev.millrace.serving.model;

import dev.millrace.scoring.Scorer;
import java.util.Map;

/** What a package must pass before it may answer. */
final class SelfTest {
  private SelfTest() {}

  static ServedModel load(Candidate candidate) {
    return new ServedModel(
        Scorer.open(candidate.folder()),
        candidate.origin(),
        PackageDocuments.read(candidate.folder()),
        new ScoringCost(0, 0),
        Map.of());
  }
}
