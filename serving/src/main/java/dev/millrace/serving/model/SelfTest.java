package dev.millrace.serving.model;

import dev.millrace.scoring.GoldenRow;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.Scorer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a package must pass before it may answer: room in the heap, checksums, golden rows, the
 * width of network and encoder, and that a golden row which comes as JSON is the row that training
 * knew. It ends with a warm-up.
 */
final class SelfTest {
  private static final Duration WARM_UP = Duration.ofMillis(150);

  private final Duration warmUp;
  private final HeapRoom room;

  SelfTest() {
    this(WARM_UP);
  }

  /**
   * With another warm-up than usual.
   *
   * @param warmUp for single rows, and again for blocks
   */
  SelfTest(Duration warmUp) {
    this(warmUp, new HeapRoom());
  }

  SelfTest(Duration warmUp, HeapRoom room) {
    this.warmUp = warmUp;
    this.room = room;
  }

  /**
   * Loads a package.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code PACKAGE_INVALID} saying what it
   *     did not pass; {@code MEMORY_EXCEEDED} where it does not fit
   */
  ServedModel load(Candidate candidate) {
    room.require(candidate.folder());
    ModelPackage loaded = ModelPackage.load(candidate.folder());
    List<GoldenRow> golden = loaded.goldenRows();
    PackageDocuments documents = PackageDocuments.of(loaded);
    Scorer scorer = new Scorer(loaded);
    try {
      List<Map<String, Object>> requests = new RequestParity(scorer).check(golden);
      ScoringCost cost = new WarmUp(scorer, warmUp).run(loaded.contract(), golden);
      Map<String, Object> example = requests.isEmpty() ? Map.of() : requests.get(0);
      return new ServedModel(scorer, candidate.origin(), documents, cost, example);
    } catch (RuntimeException | Error e) {
      scorer.close(); // or its native memory would stay for good
      throw e;
    }
  }
}
