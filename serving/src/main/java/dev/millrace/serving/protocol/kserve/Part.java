package dev.millrace.serving.protocol.kserve;

import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.request.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of the request.
 *
 * @param place for messages, for example {@code inputs[2]}; empty for the request itself
 */
record Part(String place, Map<?, ?> values) {
  /** A request, for hints. */
  static final String EXAMPLE =
      "{\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[12]}]}";

  static Part of(String place, @Nullable Object value) throws Refusal {
    if (value instanceof Map<?, ?> map) {
      return new Part(place, map);
    }
    throw wrong(place, "an object", value);
  }

  /** A text that has to be there. */
  String text(String key) throws Refusal {
    String text = optionalText(key);
    if (text == null) {
      throw wrong(path(key), "a text", null);
    }
    return text;
  }

  /** A name or another short text, or null where there is none. */
  @Nullable String optionalText(String key) throws Refusal {
    Object value = values.get(key);
    if (value != null && !(value instanceof String)) {
      throw wrong(path(key), "a text", value);
    }
    String text = (String) value;
    if (text != null && text.length() > JsonBody.MAX_NAME) {
      throw Refusal.body(
          "'%s' has %d letters.".formatted(path(key), text.length()),
          "Send at most %d.".formatted(JsonBody.MAX_NAME));
    }
    return text;
  }

  /** An array that has to be there. */
  List<?> list(String key) throws Refusal {
    Object value = values.get(key);
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(path(key), "an array", value);
  }

  /** A truth value, or null where there is none. */
  @Nullable Boolean flag(String key) throws Refusal {
    Object value = values.get(key);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    throw wrong(path(key), "true or false", value);
  }

  /** A number of bytes, or -1 where there is none. */
  int bytes(String key) throws Refusal {
    Object value = values.get(key);
    if (value == null) {
      return -1;
    }
    if (value instanceof Integer number && number >= 0) {
      return number;
    }
    throw wrong(path(key), "a number of bytes", value);
  }

  /** Its {@code parameters}, empty where there are none. */
  Part parameters() throws Refusal {
    Object value = values.get("parameters");
    return of(path("parameters"), value == null ? Map.of() : value);
  }

  /** A part of the body that is not what it is to be. */
  static Refusal wrong(String path, String expected, @Nullable Object value) {
    String came = value == null ? "missing" : JsonBody.described(value);
    return Refusal.body(
        "'%s' is to be %s, but it is %s.".formatted(path, expected, came),
        "Send for example " + EXAMPLE + ".");
  }

  /** The place of one of its values. */
  String path(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }
}
