package dev.millrace.etl.clean;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contract.feature.Key;
import org.jspecify.annotations.Nullable;

/**
 * What happens to rows that break the contract.
 *
 * @param onViolation what a violation does
 * @param maxQuarantined largest accepted share of rows set aside, 0 to 1
 * @param exactDuplicates rows equal in every column
 * @param keyDuplicates rows that share a key but differ; never {@code KEEP_ALL}
 */
public record CleanPolicy(
    OnViolation onViolation,
    double maxQuarantined,
    OnDuplicate exactDuplicates,
    OnDuplicate keyDuplicates) {

  /** What a violation does. */
  public enum OnViolation {
    /** The row is set aside. */
    @JsonProperty("quarantine")
    QUARANTINE,
    /** The value is treated as missing; only a violation of "required" sets the row aside. */
    @JsonProperty("null")
    NULL,
    /** The run stops. */
    @JsonProperty("fail")
    FAIL
  }

  /** What a duplicate does. */
  public enum OnDuplicate {
    /** Nothing; not for keys. */
    @JsonProperty("keep_all")
    KEEP_ALL,
    /**
     * All but the first are set aside; for keys that disagree in a single table all of them, as
     * nobody knows which is right, and among several tables all but the one known first.
     */
    @JsonProperty("quarantine")
    QUARANTINE,
    /** The first stays, silently counted. */
    @JsonProperty("keep_first")
    KEEP_FIRST,
    /** The run stops. */
    @JsonProperty("fail")
    FAIL
  }

  public CleanPolicy {
    if (!(maxQuarantined >= 0 && maxQuarantined <= 1)) {
      throw new IllegalArgumentException("maxQuarantined must be 0 to 1, not " + maxQuarantined);
    }
    if (keyDuplicates == OnDuplicate.KEEP_ALL) {
      throw new IllegalArgumentException("a key that two rows keep identifies neither");
    }
  }

  /**
   * Quarantine up to 2 %, and keys that disagree. Rows equal in every column are one row written
   * twice where they share a key; without a key they may be two customers who look alike, and all
   * are kept.
   *
   * @param key of the contract
   */
  public static CleanPolicy standard(@Nullable Key key) {
    OnDuplicate exact = key == null ? OnDuplicate.KEEP_ALL : OnDuplicate.KEEP_FIRST;
    return new CleanPolicy(OnViolation.QUARANTINE, 0.02, exact, OnDuplicate.QUARANTINE);
  }
}
