package dev.millrace.serving.model;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a server comes to its first model: what the source has; where that cannot be had, what was
 * served before.
 *
 * @param seen what the source has; null where it could not be asked
 * @param failure why it is not what the source has; null where it is
 * @param refused version of the source that is not good; empty where it was not even fetched
 */
record FirstModel(
    ServedModel model,
    Candidate candidate,
    @Nullable SourceState seen,
    @Nullable MillraceException failure,
    String refused) {
  private static final String NONE_BEFORE =
      " No version that was served before by this name can take its place.";

  static FirstModel load(ModelSource source, SelfTest selfTest) {
    SourceState seen = null;
    try {
      seen = source.look();
      Candidate candidate = source.fetch(seen);
      return new FirstModel(selfTest.load(candidate), candidate, seen, null, "");
    } catch (MillraceException e) {
      return before(source, selfTest, seen, e);
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
      return before(source, selfTest, seen, Reasons.internal(e));
    }
  }

  private static FirstModel before(
      ModelSource source, SelfTest selfTest, @Nullable SourceState seen, MillraceException why) {
    Optional<Candidate> good = source.lastGood();
    if (why.code() == ErrorCode.MODEL_NOT_FOUND || good.isEmpty()) {
      throw source.isRegistry() ? why.withHint(why.hint() + NONE_BEFORE) : why;
    }
    Candidate candidate = good.get();
    String refused = seen == null ? "" : seen.version();
    try {
      return new FirstModel(selfTest.load(candidate), candidate, seen, why, refused);
    } catch (MillraceException e) {
      why.addSuppressed(e);
      throw why;
    }
  }
}
