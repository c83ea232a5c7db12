package dev.millrace.serving.protocol.kserve;

import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a tensor in binary: little endian; a text is its length in four bytes and UTF-8.
 *
 * @param name of the tensor, for messages
 * @param bytes all of the tensor and nothing else
 */
record BinaryElements(String name, Datatype type, Buffer bytes) {
  private static final int LENGTH = 4;

  /**
   * Refuses a number of elements that cannot be in the bytes, so that nothing is allocated for more
   * than came.
   *
   * @return the number
   */
  int requireRoom(long count) throws Refusal {
    boolean fits =
        type == Datatype.BYTES
            ? count <= bytes.length() / LENGTH
            : bytes.length() % type.size() == 0 && count == bytes.length() / type.size();
    if (!fits) {
      throw wrong(
          "'%s' has %d bytes, which are not %d elements of %s."
              .formatted(name, bytes.length(), count, type));
    }
    return (int) count;
  }

  /** Reads so many elements, for which there has to be room. */
  List<@Nullable Object> read(int count) throws Refusal {
    if (type == Datatype.BYTES) {
      return texts(count);
    }
    List<@Nullable Object> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(element(i * type.size()));
    }
    return elements;
  }

  private Object element(int at) {
    return switch (type) {
      case BOOL -> bytes.getByte(at) != 0;
      case UINT8 -> (int) bytes.getUnsignedByte(at);
      case UINT16 -> bytes.getUnsignedShortLE(at);
      case UINT32 -> bytes.getUnsignedIntLE(at);
      case UINT64 -> unsigned(bytes.getLongLE(at));
      case INT8 -> (int) bytes.getByte(at);
      case INT16 -> (int) bytes.getShortLE(at);
      case INT32 -> bytes.getIntLE(at);
      case INT64 -> bytes.getLongLE(at);
      case FP16 -> HalfPrecision.number(bytes.getUnsignedShortLE(at));
      case FP32 -> (double) Float.intBitsToFloat(bytes.getIntLE(at));
      case FP64 -> Double.longBitsToDouble(bytes.getLongLE(at));
      case BYTES -> throw new IllegalArgumentException("texts are not of one size");
    };
  }

  private static Number unsigned(long bits) {
    return bits >= 0 ? bits : new BigInteger(Long.toUnsignedString(bits));
  }

  private List<@Nullable Object> texts(int count) throws Refusal {
    List<@Nullable Object> texts = new ArrayList<>(count);
    int at = 0;
    for (int number = 1; number <= count; number++) {
      int end = textEnd(number, at);
      texts.add(text(number, bytes.slice(at + LENGTH, end)));
      at = end;
    }
    if (at < bytes.length()) {
      throw wrong("'%s' has %d bytes after its last text.".formatted(name, bytes.length() - at));
    }
    return texts;
  }

  private int textEnd(int number, int at) throws Refusal {
    int left = bytes.length() - at - LENGTH;
    if (left >= 0 && bytes.getUnsignedIntLE(at) <= left) {
      return at + LENGTH + bytes.getIntLE(at);
    }
    throw wrong("'%s' ends within its text %d.".formatted(name, number));
  }

  private String text(int number, Buffer encoded) throws Refusal {
    try {
      return StandardCharsets.UTF_8
          .newDecoder() // which reports what is malformed
          .decode(ByteBuffer.wrap(encoded.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw wrong("'%s': its text %d is not UTF-8.".formatted(name, number));
    }
  }

  private static Refusal wrong(String message) {
    return Refusal.body(message, "Send as many elements as the tensor's shape says.");
  }
}
