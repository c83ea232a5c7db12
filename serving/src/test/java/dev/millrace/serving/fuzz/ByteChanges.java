package dev.millrace.serving.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes without regard for what they mean. */
final class ByteChanges {
  private static final byte[] MARKS =
      "{}[],:\"\\\r\n\t 0-1e9.nul;'%+=&".getBytes(StandardCharsets.US_ASCII);
  private static final byte[][] NO_UTF8 = {
    {(byte) 0xc3},
    {(byte) 0xff},
    {(byte) 0xc0, (byte) 0x80},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    {(byte) 0x80},
    {0},
    {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}
  };

  private ByteChanges() {}

  static byte[] change(byte[] bytes, Random random) {
    byte[] changed = bytes;
    for (int i = random.nextInt(4); i >= 0; i--) {
      changed = changeOne(changed, random);
    }
    return changed;
  }

  private static byte[] changeOne(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(20));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(bytes, random);
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> spliced(bytes, at, end, new byte[0]);
      case 3 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      case 4 -> spliced(bytes, at, at, NO_UTF8[random.nextInt(NO_UTF8.length)]);
      default -> spliced(bytes, at, at, new byte[] {MARKS[random.nextInt(MARKS.length)]});
    };
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    if (changed.length > 0) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] changed = new byte[from + middle.length + bytes.length - to];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(middle, 0, changed, from, middle.length);
    System.arraycopy(bytes, to, changed, from + middle.length, bytes.length - to);
    return changed;
  }
}
