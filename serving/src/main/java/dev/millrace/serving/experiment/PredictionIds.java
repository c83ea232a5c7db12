package dev.millrace.serving.experiment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Writes and reads ids. An id is 39 bytes in 52 letters of URL-safe base64, all of whose bits
 * count, so that it has one spelling only:
 *
 * <pre>
 * 0      1 (the format) in the high half; bits 0: challenger answered, 1: decision
 * 1..6   when, in milliseconds since 1970
 * 7..14  a number that no other id of this server has
 * 15..22 fingerprint of the contest
 * 23..26 probability of the champion, 27..30 of the challenger (float; NaN for none)
 * 31..38 SipHash-2-4 of all that, under the server's key
 * </pre>
 *
 * Whoever has an id can read it, but nobody can make one without the key. Thread-safe.
 */
final class PredictionIds {
  static final int LETTERS = 52;

  private static final int BYTES = 39;
  private static final int SIGNED = 31;
  private static final int FORMAT = 1 << 4;
  private static final int CHALLENGER = 1;
  private static final int DECISION = 2;

  private final SipHash signature;

  PredictionIds(IdKey key) {
    this.signature = key.signature();
  }

  /** An id; its tag is made here. */
  String write(
      long madeMillis,
      long number,
      Arm arm,
      boolean decision,
      long contest,
      float champion,
      float challenger) {
    byte[] bytes = new byte[BYTES];
    int flags = FORMAT | (arm == Arm.CHALLENGER ? CHALLENGER : 0) | (decision ? DECISION : 0);
    ByteBuffer.wrap(bytes)
        .putLong((long) flags << 56 | madeMillis << 8 | number >>> 56)
        .putLong(7, number)
        .putLong(15, contest)
        .putFloat(23, champion)
        .putFloat(27, challenger);
    ByteBuffer.wrap(bytes).putLong(SIGNED, signature.hash(bytes, SIGNED));
    return new String(Base64.getUrlEncoder().encode(bytes), StandardCharsets.ISO_8859_1);
  }

  /** What an id of this key says; empty where it is none. */
  Optional<PredictionId> read(String id) {
    return decode(id)
        .filter(bytes -> tag(bytes) == signature.hash(bytes, SIGNED))
        .map(PredictionIds::parse);
  }

  /** As {@link #read}, of an id that was found to be genuine before. */
  static Optional<PredictionId> trust(String id) {
    return decode(id).map(PredictionIds::parse);
  }

  private static Optional<byte[]> decode(String id) {
    if (id.length() != LETTERS) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(id);
      return Optional.of(bytes)
          .filter(found -> found.length == BYTES && (found[0] & 0xf0) == FORMAT);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long tag(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong(SIGNED);
  }

  private static PredictionId parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new PredictionId(
        tag(bytes),
        in.getLong(0) << 8 >>> 16,
        (bytes[0] & CHALLENGER) != 0 ? Arm.CHALLENGER : Arm.CHAMPION,
        (bytes[0] & DECISION) != 0,
        in.getLong(15),
        in.getFloat(23),
        in.getFloat(27));
  }
}
