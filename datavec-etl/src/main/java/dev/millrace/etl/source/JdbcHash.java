package dev.millrace.etl.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hash of rows that does not depend on their order: the SHA-256 of every row, added up in four
 * parts (a multiset hash as in Clarke et al., 2003). Not thread-safe.
 */
final class JdbcHash {
  private final MessageDigest digest;
  private final long[] sums = new long[4];
  private long rows;

  JdbcHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds a row; two rows count alike where all their values are. */
  void add(List<@Nullable Object> row) {
    StringBuilder text = new StringBuilder();
    for (Object value : row) {
      String cell = text(value);
      text.append(cell == null ? -1 : cell.length()).append(':').append(cell);
    }
    ByteBuffer hash =
        ByteBuffer.wrap(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < sums.length; i++) {
      sums[i] += hash.getLong();
    }
    rows++;
  }

  /** A text for everything added. */
  String text() {
    StringBuilder text = new StringBuilder().append(rows);
    for (long sum : sums) {
      text.append(' ').append(Long.toHexString(sum));
    }
    return text.toString();
  }

  /** The same moment in another zone is the same value. */
  static @Nullable String text(@Nullable Object value) {
    if (value instanceof OffsetDateTime moment) {
      return moment.toInstant().toString();
    }
    return value == null ? null : value.toString();
  }
}
