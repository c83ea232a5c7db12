package dev.millrace.serving.model;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.Scorer;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A model that proved itself and may answer. Thread-safe. Counts who uses it: its native memory is
 * freed when its owner and the last request have released it.
 *
 * <pre>{@code
 * ServedModel model = slot.acquire();
 * try {
 *   double[] probabilities = model.scorer().score(rows);
 * } finally {
 *   model.release();
 * }
 * }</pre>
 */
public final class ServedModel {
  private final Scorer scorer;
  private final ModelIdentity identity;
  private final ModelOrigin origin;
  private final PackageDocuments documents;
  private final ScoringCost cost;
  private final Map<String, Object> example;
  private final KnownCategories knownCategories;
  private final Instant loadedAt = Instant.now();
  private final long[] unseenInTest;
  private final long[] missingInTest;
  private final AtomicInteger users = new AtomicInteger(1);

  ServedModel(
      Scorer scorer,
      ModelOrigin origin,
      PackageDocuments documents,
      ScoringCost cost,
      Map<String, Object> example) {
    this.scorer = scorer;
    this.origin = origin;
    this.documents = documents;
    this.cost = cost;
    this.example = example;
    this.knownCategories = new KnownCategories(scorer.modelPackage());
    ModelPackage loaded = scorer.modelPackage();
    int columns = loaded.contract().columns().size();
    this.unseenInTest = IntStream.range(0, columns).mapToLong(scorer.counts()::unseen).toArray();
    this.missingInTest = IntStream.range(0, columns).mapToLong(scorer.counts()::missing).toArray();
    this.identity =
        new ModelIdentity(
            loaded.manifest().name(),
            origin.version(),
            loaded.contract(),
            loaded.manifest().nullValues(),
            loaded.threshold());
  }

  /** Name, version, contract and threshold. */
  public ModelIdentity identity() {
    return identity;
  }

  /** Where it came from. */
  public ModelOrigin origin() {
    return origin;
  }

  /** The package; its folder may hold another one by now. */
  public ModelPackage modelPackage() {
    return scorer.modelPackage();
  }

  /** Rows answered so far whose category of a column the training rows did not have. */
  public long unseen(int column) {
    return scorer.counts().unseen(column) - unseenInTest[column];
  }

  /** Rows answered so far in which a column was missing. */
  public long missing(int column) {
    return scorer.counts().missing(column) - missingInTest[column];
  }

  /**
   * Refuses categories that the training rows did not have, in columns whose rule is to fail.
   *
   * @throws Refusal 400 {@code CONTRACT_VIOLATED}; the scorer would throw
   */
  public void requireKnown(ColumnBatch rows) throws Refusal {
    knownCategories.check(rows, scorer.counts());
  }

  /** Columns in which this model refuses categories that the other one does not. */
  public List<String> stricterThan(ServedModel other) {
    return knownCategories.narrowerThan(other.knownCategories);
  }

  /** What it scores with; only between {@link #retain} (or acquire) and {@link #release}. */
  public Scorer scorer() {
    return scorer;
  }

  /** Its card, and what its rows looked like in training. */
  public PackageDocuments documents() {
    return documents;
  }

  /** What a row costs on this machine. */
  public ScoringCost cost() {
    return cost;
  }

  /** A row as a request may send it, in the contract's order; missing values are left out. */
  public Map<String, Object> example() {
    return example;
  }

  /** When it passed its self-test. */
  public Instant loadedAt() {
    return loadedAt;
  }

  /**
   * Announces a use, to be ended by {@link #release}.
   *
   * @return false where it is closed already and may not be used
   */
  public boolean retain() {
    for (int before = users.get(); before > 0; before = users.get()) {
      if (users.compareAndSet(before, before + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Ends a use; the last one closes it. */
  public void release() {
    int left = users.decrementAndGet();
    if (left == 0) {
      scorer.close();
    } else if (left < 0) {
      throw new IllegalStateException(
          "%s %s was released once too often".formatted(identity.name(), identity.version()));
    }
  }

  /** Whether its native memory is freed. */
  boolean isClosed() {
    return users.get() <= 0;
  }
}
