package dev.millrace.serving.protocol.kserve;

import dev.millrace.serving.protocol.JsonBody;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Reads elements of tensors that are written in JSON, and says what does not fit the datatype. */
final class JsonElement {
  private JsonElement() {}

  /**
   * Why a value is none of the datatype.
   *
   * @param value null fits every datatype: it is missing
   * @return null where it fits
   */
  static @Nullable String problem(Datatype type, @Nullable Object value) {
    if (value == null || fits(type, value)) {
      return null;
    }
    return JsonBody.described(value) + " is no " + type + expected(type) + ".";
  }

  private static boolean fits(Datatype type, Object value) {
    return switch (type) {
      case BOOL -> value instanceof Boolean;
      case BYTES -> value instanceof String;
      case FP16, FP32, FP64 -> value instanceof Number number && fitsFloat(type, number);
      default -> value instanceof Number number && fitsWhole(type, number);
    };
  }

  private static boolean fitsFloat(Datatype type, Number number) {
    double read = number.doubleValue();
    return !Double.isFinite(read)
        ? number instanceof Double // NaN and Infinity as such, not a number that is too large
        : Math.abs(read) <= type.largest();
  }

  private static boolean fitsWhole(Datatype type, Number number) {
    BigInteger whole = whole(number);
    return whole != null && whole.compareTo(type.min()) >= 0 && whole.compareTo(type.max()) <= 0;
  }

  private static @Nullable BigInteger whole(Number number) {
    if (number instanceof BigInteger large) {
      return large;
    }
    if (number instanceof Double fraction) {
      boolean isWhole = Double.isFinite(fraction) && fraction == Math.rint(fraction);
      return isWhole ? new BigDecimal(fraction).toBigInteger() : null;
    }
    return BigInteger.valueOf(number.longValue());
  }

  private static String expected(Datatype type) {
    return switch (type) {
      case BOOL -> " (true or false)";
      case BYTES -> " (a text)";
      case FP16, FP32, FP64 -> " (a number of at most " + type.largest() + ")";
      default -> " (a whole number from " + type.min() + " to " + type.max() + ")";
    };
  }
}
