package dev.millrace.scoring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Goes through the fields of a message in the wire format of protocol buffers, which ONNX files
 * are. What does not fit ends in an exception of {@link ByteBuffer}.
 *
 * <pre>{@code
 * while (reader.next()) {
 *   switch (reader.field()) { case 1 -> name = reader.text(); default -> {} }
 * }
 * }</pre>
 */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer in;
  private int field;
  private long number;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  ProtoReader(ByteBuffer message) {
    this.in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field; false where there is none. */
  boolean next() {
    if (!in.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    switch ((int) tag & 7) {
      case VARINT -> number = varint();
      case FIXED64 -> number = in.getLong();
      case FIXED32 -> number = in.getInt();
      case BYTES -> bytes = take((int) varint());
      default -> throw new IllegalArgumentException("not a protocol buffer");
    }
    return true;
  }

  int field() {
    return field;
  }

  /** The field as a whole number, or the bits of a real one. */
  long number() {
    return number;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  ProtoReader message() {
    return new ProtoReader(bytes);
  }

  private ByteBuffer take(int length) {
    ByteBuffer taken = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return taken;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
