package dev.millrace.serving.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of a text, a number or a word in JSON, eight bytes at a time, and hashes it on the
 * way. Behind the bytes it needs eight zeros. Not thread-safe.
 */
final class TokenScanner {
  /** As many zeros have to follow the bytes. */
  static final int PADDING = Long.BYTES;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long MIXER = 0x9E3779B97F4A7C15L;
  private static final int LONGEST_WORD = 60;

  private int end;
  private long hash;
  private boolean plain;

  /** Behind the token that was found. */
  int end() {
    return end;
  }

  int hash() {
    return (int) (hash >>> 32);
  }

  /** Whether the token is a text of nothing but ASCII letters that stand for themselves. */
  boolean plain() {
    return plain;
  }

  /** Finds the end of the text whose quote is at {@code from}; false where it has none. */
  boolean findText(byte[] bytes, int from, int limit) {
    long mixed = MIXER;
    long tops = 0;
    int at = from + 1;
    long word = (long) WORDS.get(bytes, at);
    long stops = stops(word);
    while (stops == 0) {
      mixed = mix(mixed, word);
      tops |= word;
      at += Long.BYTES;
      word = (long) WORDS.get(bytes, at);
      stops = stops(word);
    }
    int bits = Long.numberOfTrailingZeros(stops) & -Byte.SIZE; // before the byte that stops
    long rest = word & ((1L << bits) - 1);
    at += bits / Byte.SIZE;
    hash = mix(mixed, rest);
    plain = ((tops | rest) & TOPS) == 0 && bytes[at] == '"';
    end = at + 1;
    return bytes[at] == '"' || (bytes[at] == '\\' && findEscaped(bytes, at, limit));
  }

  /** Finds the end of a number or a literal; false where nothing like it is there. */
  boolean findWord(byte[] bytes, int from) {
    int at = from;
    hash = MIXER;
    plain = false;
    for (; isWord(bytes[at]); at++) {
      hash = mix(hash, bytes[at]);
    }
    end = at;
    return at > from && at - from <= LONGEST_WORD;
  }

  /** The rest of a text from its first backslash on; what it means is for others to say. */
  private boolean findEscaped(byte[] bytes, int backslash, int limit) {
    int at = backslash;
    while (at < limit && bytes[at] != '"') {
      hash = mix(hash, bytes[at]);
      at += bytes[at] == '\\' ? 2 : 1;
    }
    end = at + 1;
    return at < limit;
  }

  private static boolean isWord(byte letter) {
    return DecimalReader.isDigit(letter)
        || (letter >= 'a' && letter <= 'z')
        || letter == '-'
        || letter == '+'
        || letter == '.'
        || letter == 'E';
  }

  /** The top bit of the lowest byte that is a quote, a backslash or below the blank. */
  private static long stops(long word) {
    return zeros(word ^ (EACH * '"'))
        | zeros(word ^ (EACH * '\\'))
        | ((word - EACH * ' ') & ~word & TOPS);
  }

  /** The top bit of the lowest byte that is 0; above it perhaps of others that are not. */
  private static long zeros(long word) {
    return (word - EACH) & ~word & TOPS;
  }

  private static long mix(long hash, long word) {
    long product = (hash ^ word) * MIXER;
    return product ^ (product >>> 29);
  }
}
