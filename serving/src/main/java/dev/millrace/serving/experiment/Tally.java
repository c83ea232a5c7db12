package dev.millrace.serving.experiment;

import org.jspecify.annotations.Nullable;

/** The outcomes of one contest, added up. Not thread-safe. */
final class Tally {
  private final SequentialTest test = new SequentialTest();
  private final Score champion = new Score();
  private final Score challenger = new Score();
  private long pairs;

  void add(PredictionId id, boolean happened) {
    test.add(id, happened);
    (id.arm() == Arm.CHAMPION ? champion : challenger).add(id, happened);
    pairs += id.paired() ? 1 : 0;
  }

  ArmCounts outcomes(Mode mode) {
    return new ArmCounts(champion.outcomes, mode == Mode.SHADOW ? pairs : challenger.outcomes);
  }

  @Nullable Difference difference() {
    return test.difference();
  }

  /** Of the answers that an arm gave. */
  LiveQuality quality(Arm arm) {
    return (arm == Arm.CHAMPION ? champion : challenger).quality();
  }

  private static final class Score {
    private long outcomes;
    private long positives;
    private long correct;
    private double losses;

    void add(PredictionId id, boolean happened) {
      double miss = id.answered() - (happened ? 1 : 0);
      outcomes++;
      positives += happened ? 1 : 0;
      correct += id.decision() == happened ? 1 : 0;
      losses += miss * miss;
    }

    LiveQuality quality() {
      return new LiveQuality(
          outcomes, positives, correct, outcomes == 0 ? null : losses / outcomes);
    }
  }
}
