package dev.millrace.serving.protocol;

import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON in UTF-8 byte by byte and makes nothing on its way. Each method skips blanks and
 * either takes what it names or says that something else is there; whoever hears that gives up and
 * lets {@link JsonBody} read the body from its start. It accepts nothing that {@link JsonBody}
 * would not. Not thread-safe.
 */
public final class JsonBytes {
  private static final int FIRST_SIZE = 1024;
  private static final int KEPT_SIZE = 1 << 16;
  private static final int SMALL_DIGITS = 4;
  private static final int LONGEST_PLAIN = 1000; // far below what JsonBody finds too long

  private final DecimalReader decimals = new DecimalReader();
  private final TokenScanner token = new TokenScanner();
  private byte[] bytes = new byte[FIRST_SIZE];
  private int end;
  private int at;
  private int tokenStart;

  /** Begins a body; its bytes are copied, zeros behind them end every search. */
  void open(Buffer body) {
    end = body.length();
    at = 0;
    int size = end + TokenScanner.PADDING;
    if (bytes.length < size) {
      bytes = new byte[Math.max(FIRST_SIZE, size)];
    }
    body.getBytes(0, end, bytes, 0);
    Arrays.fill(bytes, end, size, (byte) 0);
  }

  /** Lets go of a large body. */
  void rest() {
    if (bytes.length > KEPT_SIZE) {
      bytes = new byte[FIRST_SIZE];
    }
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
    boolean zero = next() == '0';
    int from = at;
    int value = 0;
    while (DecimalReader.isDigit(bytes[at]) && at - from < SMALL_DIGITS) {
      value = value * 10 + bytes[at++] - '0';
    }
    return at == from || (zero && at - from > 1) ? -1 : value;
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
    return next == '-' || DecimalReader.isDigit(next);
  }

  boolean atText() {
    return next() == '"';
  }

  /** Takes the number that comes next; NaN where it is unusual. */
  double takeNumber() {
    double number = decimals.read(bytes, at);
    at = decimals.end();
    return number;
  }

  /** Takes a text, a number, a truth value or null as it is written, as {@code token…}. */
  boolean takeToken() {
    boolean text = next() == '"';
    tokenStart = at;
    boolean found = text ? token.findText(bytes, at, end) : token.findWord(bytes, at);
    at = token.end();
    return found;
  }

  int tokenHash() {
    return token.hash();
  }

  int tokenLength() {
    return at - tokenStart;
  }

  /** A copy of the token as it is written. */
  byte[] tokenBytes() {
    return Arrays.copyOfRange(bytes, tokenStart, at);
  }

  /**
   * What the token stands for, as {@link JsonBody} gives it.
   *
   * @throws Refusal where that would refuse it
   */
  @Nullable Object tokenValue() throws Refusal {
    boolean plain = token.plain() && tokenLength() <= LONGEST_PLAIN;
    return plain
        ? new String(bytes, tokenStart + 1, tokenLength() - 2, StandardCharsets.ISO_8859_1)
        : JsonBody.read(bytes, tokenStart, tokenLength());
  }

  /** A hash of the token's bytes that {@link FieldNames} can compute beforehand. */
  int tokenSlot(int slots) {
    return FieldNames.slot(bytes, tokenStart, at, slots);
  }

  boolean tokenEquals(byte[] other) {
    return Arrays.equals(bytes, tokenStart, at, other, 0, other.length);
  }

  /** The next byte that is no blank; 0 at the end. */
  private byte next() {
    byte next = bytes[at];
    while (next <= ' ' && (next == ' ' || next == '\n' || next == '\r' || next == '\t')) {
      next = bytes[++at];
    }
    return next;
  }
}
