package dev.millrace.serving.protocol;

import io.vertx.core.buffer.Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over JSON in UTF-8 byte by byte and makes nothing on its way. Each method skips blanks and
 * either takes what it names or says that something else is there; whoever hears that gives up and
 * lets {@link JsonBody} read the body from its start. It accepts nothing that {@link JsonBody}
 * would not. Not thread-safe.
 */
public final class JsonBytes {
  private static final int KEPT = 1 << 20;
  private static final int WORD = Long.BYTES;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long MIXER = 0x9E3779B97F4A7C15L;

  private static final int LONGEST_NUMBER = 60;
  private static final int EXACT_DIGITS = 18; // fit a long
  private static final long EXACT = 1L << 53;
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private byte[] bytes = new byte[1024];
  private int end;
  private int at;
  private int tokenStart;
  private int tokenHash;
  private boolean tokenPlain;

  /** Begins a body; its bytes are copied, zeros behind them end every search. */
  void open(Buffer body) {
    end = body.length();
    at = 0;
    if (bytes.length < end + WORD || bytes.length > KEPT) {
      bytes = new byte[Math.max(1024, end + WORD)];
    }
    body.getBytes(0, end, bytes, 0);
    Arrays.fill(bytes, end, end + WORD, (byte) 0);
  }

  /** Takes a brace, bracket, comma or colon if it comes next. */
  public boolean take(char sign) {
    if (next() != sign) {
      return false;
    }
    at++;
    return true;
  }

  /**
   * Takes a name and its colon if they come next.
   *
   * @param quoted the name with its quotes, in UTF-8, without escapes
   */
  public boolean takeName(byte[] quoted) {
    return takeBytes(quoted) && take(':');
  }

  /** Takes a whole number from 0 to 9999 and returns it; -1 where none comes next. */
  public int takeSmall() {
    next();
    int from = at;
    int value = 0;
    while (isDigit(bytes[at]) && at - from < 4) {
      value = value * 10 + bytes[at++] - '0';
    }
    boolean leadingZero = at - from > 1 && bytes[from] == '0';
    return at == from || leadingZero ? -1 : value;
  }

  /** Whether nothing is left but blanks. */
  public boolean ended() {
    next();
    return at == end;
  }

  boolean takeBytes(byte[] wanted) {
    next();
    int to = at + wanted.length;
    if (to > end || !Arrays.equals(bytes, at, to, wanted, 0, wanted.length)) {
      return false;
    }
    at = to;
    return true;
  }

  boolean atNumber() {
    byte next = next();
    return next == '-' || isDigit(next);
  }

  boolean atText() {
    return next() == '"';
  }

  /**
   * Takes a number: the very double that {@link Double#parseDouble} makes of it, except that {@code
   * -0} without a point is 0, as of a whole number. NaN where something unusual comes.
   */
  double takeNumber() {
    byte[] b = bytes;
    int p = at;
    boolean negative = b[p] == '-';
    int first = negative ? p + 1 : p;
    long mantissa = 0;
    for (p = first; isDigit(b[p]); p++) {
      mantissa = mantissa * 10 + (b[p] - '0');
    }
    int digits = p - first;
    if (digits == 0 || (digits > 1 && b[first] == '0')) {
      return Double.NaN;
    }
    int exponent = 0;
    boolean whole = true;
    if (b[p] == '.') {
      int point = p;
      for (p++; isDigit(b[p]); p++) {
        mantissa = mantissa * 10 + (b[p] - '0');
      }
      exponent = point + 1 - p;
      if (exponent == 0) {
        return Double.NaN;
      }
      digits -= exponent;
      whole = false;
    }
    if ((b[p] | 0x20) == 'e') {
      return slowNumber(p);
    }
    boolean exact = digits <= EXACT_DIGITS && mantissa <= EXACT && -exponent < TENS.length;
    if (!exact) {
      return slowNumber(p);
    }
    at = p;
    double size = exponent == 0 ? mantissa : mantissa / TENS[-exponent];
    return negative && !(whole && mantissa == 0) ? -size : size;
  }

  /** A number with an exponent from {@code p} on, or with more digits than a double can hold. */
  private double slowNumber(int p) {
    int last = p;
    if ((bytes[last] | 0x20) == 'e') {
      last++;
      if (bytes[last] == '+' || bytes[last] == '-') {
        last++;
      }
      int from = last;
      while (isDigit(bytes[last])) {
        last++;
      }
      if (last == from) {
        return Double.NaN;
      }
    }
    if (last - at > LONGEST_NUMBER) {
      return Double.NaN;
    }
    String text = new String(bytes, at, last - at, StandardCharsets.ISO_8859_1);
    at = last;
    return Double.parseDouble(text);
  }

  /** Takes a text, a number, a truth value or null as it is written, as {@code token…}. */
  boolean takeToken() {
    byte next = next();
    tokenStart = at;
    return next == '"' ? takeText() : takeWord();
  }

  byte[] tokenBytes() {
    return bytes;
  }

  int tokenStart() {
    return tokenStart;
  }

  int tokenLength() {
    return at - tokenStart;
  }

  int tokenHash() {
    return tokenHash;
  }

  /** Whether the token is nothing but ASCII letters that stand for themselves. */
  boolean tokenPlain() {
    return tokenPlain;
  }

  boolean tokenEquals(byte[] other) {
    return Arrays.equals(bytes, tokenStart, at, other, 0, other.length);
  }

  private boolean takeText() {
    long hash = MIXER;
    long tops = 0;
    int p = at + 1;
    while (true) {
      long word = (long) WORDS.get(bytes, p);
      long quote = zeros(word ^ (EACH * '"'));
      long stops =
          quote | zeros(word ^ (EACH * '\\')) | ((word - EACH * ' ') & ~word & TOPS); // < ' '
      if (stops == 0) {
        hash = mixed(hash, word);
        tops |= word;
        p += WORD;
        continue;
      }
      int before = Long.numberOfTrailingZeros(stops) & -WORD; // bits of the bytes before the stop
      long rest = word & ((1L << before) - 1);
      tops |= rest;
      hash = mixed(hash, rest);
      p += before / WORD;
      if (bytes[p] == '"') {
        at = p + 1;
        return ended(hash, (tops & TOPS) == 0);
      }
      return bytes[p] == '\\' && takeEscaped(p, hash);
    }
  }

  /** The rest of a text from its first backslash on; what it means is for others to say. */
  private boolean takeEscaped(int backslash, long begun) {
    long hash = begun;
    int p = backslash;
    while (bytes[p] != '"') {
      if (bytes[p] >= 0 && bytes[p] < ' ') {
        return false;
      }
      hash = mixed(hash, bytes[p]);
      p += bytes[p] == '\\' ? 2 : 1;
      if (p >= end) {
        return false;
      }
    }
    at = p + 1;
    return ended(hash, false);
  }

  private boolean takeWord() {
    long hash = MIXER;
    int p = at;
    for (; isWord(bytes[p]); p++) {
      hash = mixed(hash, bytes[p]);
    }
    boolean some = p > at && p - at <= LONGEST_NUMBER;
    at = p;
    return some && ended(hash, false);
  }

  private boolean ended(long hash, boolean plain) {
    tokenHash = (int) (hash >>> 32);
    tokenPlain = plain;
    return true;
  }

  /** The next byte that is no blank; 0 at the end. */
  private byte next() {
    byte next = bytes[at];
    while (next <= ' ' && (next == ' ' || next == '\n' || next == '\r' || next == '\t')) {
      next = bytes[++at];
    }
    return next;
  }

  private static boolean isDigit(byte letter) {
    return letter >= '0' && letter <= '9';
  }

  private static boolean isWord(byte letter) {
    return isDigit(letter)
        || (letter >= 'a' && letter <= 'z')
        || letter == '-'
        || letter == '+'
        || letter == '.'
        || letter == 'E';
  }

  /** The top bit of each byte that is 0; above the lowest such byte also of others. */
  private static long zeros(long word) {
    return (word - EACH) & ~word & TOPS;
  }

  private static long mixed(long hash, long word) {
    long product = (hash ^ word) * MIXER;
    return product ^ (product >>> 29);
  }
}
