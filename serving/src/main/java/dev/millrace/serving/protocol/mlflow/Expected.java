package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.request.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of a body that have to be of one kind. */
final class Expected {
  /** A body of the protocol, for hints. */
  static final String EXAMPLE =
      "{\"dataframe_split\": {\"columns\": [\"a\", \"b\"], \"data\": [[1, \"x\"]]}}";

  private Expected() {}

  static List<?> list(String place, @Nullable Object value) throws Refusal {
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(place, "an array", value);
  }

  static Map<?, ?> object(String place, @Nullable Object value) throws Refusal {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(place, "an object", value);
  }

  private static Refusal wrong(String place, String kind, @Nullable Object value) {
    String came = value == null ? "missing" : JsonBody.described(value);
    return Refusal.body(
        "'%s' is to be %s, but it is %s.".formatted(place, kind, came),
        "Send for example " + EXAMPLE + ".");
  }
}
