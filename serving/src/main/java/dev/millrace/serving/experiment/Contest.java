package dev.millrace.serving.experiment;

import dev.millrace.serving.request.ModelIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The models that are loaded and how they share the rows. Whoever answers a request takes one
 * contest and the models that belong to it, so that a swap in between changes nothing. Thread-safe,
 * never blocks.
 */
public final class Contest {
  /** An odd number near 2⁶⁴ divided by the golden ratio; its multiples are spread evenly. */
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final ModelIdentity champion;
  private final @Nullable Challenge challenge;
  private final Split split;
  private final long fingerprint;
  private final PredictionIds ids;
  private final AtomicLong numbers;
  private final Clock clock;
  private final Instant begun;
  private final LongAdder championRows = new LongAdder();
  private final LongAdder challengerRows = new LongAdder();

  Contest(
      ModelIdentity champion,
      @Nullable Challenge challenge,
      PredictionIds ids,
      AtomicLong numbers,
      Clock clock) {
    this.champion = champion;
    this.challenge = challenge;
    this.ids = ids;
    this.numbers = numbers;
    this.clock = clock;
    this.begun = clock.instant();
    this.fingerprint = fingerprint(champion, challenge);
    this.split =
        challenge == null
            ? new Split(0, "")
            : new Split(challenge.share(), salt(champion, challenge));
  }

  public ModelIdentity champion() {
    return champion;
  }

  /** Null where the champion is alone. */
  public @Nullable Challenge challenge() {
    return challenge;
  }

  /** A well-mixed number that no other row of this server gets; for its arm and its id. */
  public long number() {
    long z = numbers.addAndGet(GOLDEN);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * The arm of a row: by its key, so that the same key always falls the same way, or by its number
   * where it has none. In {@link Mode#SPLIT} it says who answers; in {@link Mode#SHADOW} the
   * champion always answers, and {@code CHALLENGER} says that the challenger scores the row too.
   */
  public Arm armOf(@Nullable String key, long number) {
    return key == null ? split.armOf(number) : split.armOf(key);
  }

  /**
   * The id of a prediction, which counts it. Where both models scored the row, they are compared on
   * it, which takes far fewer outcomes than comparing the arms of a split.
   *
   * @param number from {@link #number()}, of this row
   * @param answered whose probability is returned
   * @param champion calibrated probability; NaN where it did not score the row
   * @param challenger calibrated probability; NaN where it did not score the row
   */
  public String id(long number, Arm answered, double champion, double challenger) {
    boolean decision = decision(answered, champion, challenger);
    (answered == Arm.CHAMPION ? championRows : challengerRows).increment();
    return ids.write(
        clock.millis(),
        number,
        answered,
        decision,
        fingerprint,
        (float) champion,
        (float) challenger);
  }

  private boolean decision(Arm answered, double champion, double challenger) {
    if (answered == Arm.CHAMPION) {
      return probability(champion) >= this.champion.threshold();
    }
    if (challenge == null || challenge.mode() == Mode.SHADOW) {
      throw new IllegalArgumentException("only the challenger of a split answers rows");
    }
    return probability(challenger) >= challenge.model().threshold();
  }

  private static double probability(double answer) {
    if (!(answer >= 0 && answer <= 1)) {
      throw new IllegalArgumentException("a probability is in [0, 1], not " + answer);
    }
    return answer;
  }

  /** Rows answered by each arm since this contest began in this process. */
  public ArmCounts rows() {
    return new ArmCounts(championRows.sum(), challengerRows.sum());
  }

  /** When it began in this process. */
  Instant begun() {
    return begun;
  }

  long fingerprint() {
    return fingerprint;
  }

  private static String salt(ModelIdentity champion, Challenge challenge) {
    return challenge.salt() != null
        ? challenge.salt()
        : champion.version() + "\n" + challenge.model().version();
  }

  /**
   * Another one for other models, another mode or, in a split, another share: the rows that an arm
   * gets are then others, and their outcomes must not be thrown together.
   */
  private static long fingerprint(ModelIdentity champion, @Nullable Challenge challenge) {
    String text = champion.name() + "\n" + champion.version();
    if (challenge != null) {
      text += "\n" + challenge.model().name() + "\n" + challenge.model().version();
      text += "\n" + challenge.mode();
      text += challenge.mode() == Mode.SPLIT ? "\n" + challenge.share() : "";
    }
    return new SipHash(0, 0).hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
