package dev.millrace.serving.protocol.kserve;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the elements of a tensor are. */
enum Datatype {
  BOOL(1),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  FP16(2),
  FP32(4),
  FP64(8),
  /** Texts; each says its own length. */
  BYTES(0);

  /** All names, for messages. */
  static final String NAMES =
      Arrays.stream(values()).map(Datatype::name).collect(Collectors.joining(", "));

  private static final double LARGEST_FP16 = 65_504;

  private final int size;

  Datatype(int size) {
    this.size = size;
  }

  static Optional<Datatype> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** Bytes of an element in binary; 0 where each says its own length. */
  int size() {
    return size;
  }

  boolean isWhole() {
    return isUnsigned() || name().startsWith("INT");
  }

  boolean isUnsigned() {
    return name().startsWith("UINT");
  }

  /** The least whole number that fits. */
  BigInteger min() {
    return isUnsigned() ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(8 * size - 1).negate();
  }

  /** The largest whole number that fits. */
  BigInteger max() {
    return BigInteger.ONE
        .shiftLeft(isUnsigned() ? 8 * size : 8 * size - 1)
        .subtract(BigInteger.ONE);
  }

  /** The largest finite number that fits a floating point type. */
  double largest() {
    return switch (this) {
      case FP16 -> LARGEST_FP16;
      case FP32 -> Float.MAX_VALUE;
      default -> Double.MAX_VALUE;
    };
  }
}
