package dev.millrace.contract.support;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The one source of randomness: the recipe's seed, from which every user of randomness derives its
 * own by name. Adding a user changes nobody else's numbers. Immutable; the same value and names
 * give the same numbers in every process.
 */
public record Seeds(long value) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The seed for one named purpose, for example {@code "train/mlp"}. */
  public Seeds derive(String purpose) {
    long hash = FNV_OFFSET;
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return new Seeds(mix(value ^ mix(hash)));
  }

  /** The seed for the {@code index}th of equal things, for example a fold or an epoch. */
  public Seeds derive(long index) {
    return new Seeds(mix(value + mix(index + 1)));
  }

  /** A fresh generator; not thread-safe. */
  public SplittableRandom random() {
    return new SplittableRandom(value);
  }

  /** A non-negative int for libraries that take one. */
  public int asInt() {
    return (int) (mix(value) >>> 33);
  }

  /** Stafford's variant 13 of the MurmurHash3 finaliser. */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
