package dev.millrace.serving.experiment;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.mlflow.journal.FileGuard;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives predictions ids, takes their outcomes and says which model is better. Lives as long as the
 * server; every change of models begins a {@link Contest}. Thread-safe.
 */
public final class Experiment implements AutoCloseable {
  private static final String LOCK = ".outcomes.lock";
  private static final long FULL_BYTES = 64L << 20;

  /** Of the heap an outcome may take 22 bytes, all outcomes a third. */
  private static final int HEAP_PER_OUTCOME = 64;

  /** Clocks of replicas may differ. */
  private static final long SKEW_MILLIS = 300_000;

  private final FileGuard guard;
  private final Ledger ledger;
  private final OutcomeWriter writer;
  private final PredictionIds ids;
  private final Clock clock;
  private final AtomicLong numbers = new AtomicLong(new SecureRandom().nextLong());
  private volatile @Nullable Contest current;

  private Experiment(FileGuard guard, IdKey key, Ledger ledger, OutcomeWriter writer, Clock clock) {
    this.guard = guard;
    this.ledger = ledger;
    this.writer = writer;
    this.ids = new PredictionIds(key);
    this.clock = clock;
  }

  /**
   * Opens a data folder, made where there is none, and reads the outcomes in it.
   *
   * @param key null for that of the folder
   * @throws MillraceException {@code LOCKED} where another server uses the folder; {@code
   *     JOURNAL_DAMAGED} where its outcomes were changed
   */
  public static Experiment open(Path folder, @Nullable IdKey key) {
    return open(folder, key, Clock.systemUTC(), FULL_BYTES);
  }

  static Experiment open(Path folder, @Nullable IdKey key, Clock clock, long fullBytes) {
    FileGuard guard = lock(folder);
    try {
      IdKey ours = key == null ? IdKey.in(folder) : key;
      Ledger ledger = new Ledger();
      OutcomeJournal journal = OutcomeJournal.open(folder, fullBytes, line -> add(ledger, line));
      long most = Runtime.getRuntime().maxMemory() / HEAP_PER_OUTCOME;
      OutcomeWriter writer =
          new OutcomeWriter(journal, ledger, (int) Math.min(most, Integer.MAX_VALUE / 4));
      return new Experiment(guard, ours, ledger, writer, clock);
    } catch (RuntimeException e) {
      guard.close();
      throw e;
    }
  }

  private static FileGuard lock(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new MillraceException(
          ErrorCode.FILE_ACCESS,
          "The data folder " + folder + " cannot be made, or is no folder.",
          "Name one that this user may write with --data.",
          e);
    }
    return FileGuard.take(folder.resolve(LOCK))
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.LOCKED,
                    "Another server keeps its outcomes in " + folder + ".",
                    "Give each server a data folder of its own."));
  }

  /** What was taken is genuine, also where the key has been changed since. */
  private static void add(Ledger ledger, OutcomeLine line) {
    PredictionIds.trust(line.id()).ifPresent(id -> ledger.add(id, line.outcome()));
  }

  /**
   * Begins a contest, also one without a challenger. One of the same models, mode and share goes on
   * with the outcomes it had.
   */
  public Contest begin(ModelIdentity champion, @Nullable Challenge challenge) {
    Contest contest = new Contest(champion, challenge, ids, numbers, clock);
    current = contest;
    return contest;
  }

  /**
   * Takes the body of {@code POST /v1/outcomes}; never blocks for the disk.
   *
   * @param most outcomes in a request
   * @return completed when all that was accepted is on the disk; fails with a {@link Refusal} where
   *     none could be kept
   * @throws Refusal where the body is not what was expected, or too many wait
   */
  public CompletableFuture<OutcomeResult> take(Buffer body, int most) throws Refusal {
    OutcomeRequest request =
        OutcomeRequest.read(body, contest().champion().contract().target(), most);
    List<OutcomeProblem> problems = new ArrayList<>(request.problems());
    List<Genuine> genuine = new ArrayList<>();
    for (Outcome outcome : request.outcomes()) {
      Optional<PredictionId> prediction = ids.read(outcome.id());
      if (prediction.isEmpty()) {
        problems.add(outcome.problem("No prediction of this server has this id."));
      } else if (prediction.get().madeMillis() > clock.millis() + SKEW_MILLIS) {
        problems.add(outcome.problem("The prediction is from the future; set the server's clock."));
      } else {
        genuine.add(new Genuine(outcome, prediction.get()));
      }
    }
    return writer.take(genuine, problems);
  }

  /** How the challenge stands; null where there is none. */
  public @Nullable ExperimentStatus status() {
    Contest contest = contest();
    Challenge challenge = contest.challenge();
    if (challenge == null) {
      return null;
    }
    return ledger.of(
        contest.fingerprint(),
        tally -> {
          Difference difference = tally.difference();
          return new ExperimentStatus(
              challenge.mode(),
              challenge.share(),
              contest.champion().version(),
              challenge.model().version(),
              contest.rows(),
              contest.begun(),
              tally.outcomes(challenge.mode()),
              difference,
              SequentialTest.verdict(difference),
              SequentialTest.CONFIDENCE);
        });
  }

  /** How good the answers of an arm of the current contest were. */
  public LiveQuality quality(Arm arm) {
    return ledger.of(contest().fingerprint(), tally -> tally.quality(arm));
  }

  private Contest contest() {
    Contest contest = current;
    if (contest == null) {
      throw new IllegalStateException("no contest has begun");
    }
    return contest;
  }

  /** Takes the outcomes that wait, and no more. */
  @Override
  public void close() {
    writer.close();
    guard.close();
  }
}
