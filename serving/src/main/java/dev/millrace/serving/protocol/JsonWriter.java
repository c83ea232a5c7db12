package dev.millrace.serving.protocol;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON as UTF-8 into bytes that are kept from answer to answer; the writer of an answer puts
 * the braces and commas. Not thread-safe.
 */
public final class JsonWriter {
  private static final int FIRST_SIZE = 512;
  private static final int KEPT_SIZE = 1 << 16;
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final double EXACT = 0x1p53;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  /** Begins anew. */
  public JsonWriter clear() {
    length = 0;
    return this;
  }

  /** Lets go of a large answer. */
  public void rest() {
    if (bytes.length > KEPT_SIZE) {
      bytes = new byte[FIRST_SIZE];
    }
  }

  /** JSON that was encoded before; see {@link #encoded}. */
  public JsonWriter raw(byte[] json) {
    reserve(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
    return this;
  }

  /** JSON of ASCII letters. */
  @SuppressWarnings("deprecation") // the quickest way from ASCII to bytes
  public JsonWriter raw(String json) {
    reserve(json.length());
    json.getBytes(0, json.length(), bytes, length);
    length += json.length();
    return this;
  }

  /** A text, quoted and escaped. */
  public JsonWriter text(String text) {
    reserve(text.length() * 6 + 2); // a letter becomes at most \u0000
    bytes[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter >= ' ' && letter < 0x7f && letter != '"' && letter != '\\') {
        bytes[length++] = (byte) letter;
      } else {
        i += special(text, i);
      }
    }
    bytes[length++] = '"';
    return this;
  }

  /** A number in Java's shortest form, for example {@code 0.25} or {@code 1.0E-5}; finite. */
  public JsonWriter number(double value) {
    return raw(Double.toString(value));
  }

  /** A number, without a point where it is whole; finite. */
  public JsonWriter value(double value) {
    return value == Math.rint(value) && Math.abs(value) <= EXACT
        ? number((long) value)
        : number(value);
  }

  public JsonWriter number(long value) {
    return raw(Long.toString(value));
  }

  public JsonWriter truth(boolean value) {
    return raw(value ? TRUE : FALSE);
  }

  /** What was written, in a buffer of its own. */
  public Buffer toBuffer() {
    return Buffer.buffer(length).appendBytes(bytes, 0, length);
  }

  /** JSON of any letters as bytes, to be written {@link #raw(byte[]) raw} many times. */
  public static byte[] encoded(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** A text as quoted and escaped bytes. */
  public static byte[] encodedText(String text) {
    JsonWriter writer = new JsonWriter().text(text);
    return Arrays.copyOf(writer.bytes, writer.length);
  }

  /** Writes what is no plain letter; returns how many letters more than one it took. */
  private int special(String text, int at) {
    char letter = text.charAt(at);
    if (letter == '"' || letter == '\\') {
      bytes[length++] = '\\';
      bytes[length++] = (byte) letter;
      return 0;
    }
    int point = text.codePointAt(at);
    if (letter < ' ' || letter == 0x7f || (point >= 0xD800 && point <= 0xDFFF)) {
      escape(letter);
      return 0;
    }
    utf8(point);
    return Character.charCount(point) - 1;
  }

  private void escape(char letter) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(letter >> shift) & 0xf];
    }
  }

  private void utf8(int point) {
    if (point < 0x800) {
      bytes[length++] = (byte) (0xc0 | (point >> 6));
    } else if (point < 0x10000) {
      bytes[length++] = (byte) (0xe0 | (point >> 12));
      continuation(point >> 6);
    } else {
      bytes[length++] = (byte) (0xf0 | (point >> 18));
      continuation(point >> 12);
      continuation(point >> 6);
    }
    continuation(point);
  }

  private void continuation(int bits) {
    bytes[length++] = (byte) (0x80 | (bits & 0x3f));
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
