package dev.millrace.serving.auth;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of what a caller sent. Secrets are only ever compared and looked up by it, so neither
 * the time of a comparison nor a dump of the memory tells anything about them.
 */
record Digest(long a, long b, long c, long d) {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Digest::sha256);

  static Digest of(String text) {
    return of(SHA256.get().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** From 64 hex digits. */
  static Digest ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** Equality without a branch. */
  boolean matches(Digest other) {
    return ((a ^ other.a) | (b ^ other.b) | (c ^ other.c) | (d ^ other.d)) == 0;
  }

  @Override
  public String toString() {
    return "***";
  }

  private static Digest of(byte[] hash) {
    return new Digest(
        (long) LONG.get(hash, 0),
        (long) LONG.get(hash, 8),
        (long) LONG.get(hash, 16),
        (long) LONG.get(hash, 24));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
