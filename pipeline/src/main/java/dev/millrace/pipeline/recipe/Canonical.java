package dev.millrace.pipeline.recipe;

import dev.millrace.contract.support.Json;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One text for equal values and different texts for different ones: records with the name of their
 * type and every component, maps sorted by key.
 */
final class Canonical {
  private Canonical() {}

  static String text(Object value) {
    return Json.line(Objects.requireNonNull(plain(value)));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Record given) {
      return ofRecord(given);
    }
    if (value instanceof Collection<?> given) {
      List<@Nullable Object> list = new ArrayList<>();
      given.forEach(item -> list.add(plain(item)));
      return list;
    }
    if (value instanceof Map<?, ?> given) {
      Map<String, @Nullable Object> sorted = new TreeMap<>();
      given.forEach((key, item) -> sorted.put(String.valueOf(key), plain(item)));
      return sorted;
    }
    return value == null ? null : value.toString();
  }

  private static Map<String, @Nullable Object> ofRecord(Record value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("is", value.getClass().getSimpleName());
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        fields.put(component.getName(), plain(component.getAccessor().invoke(value)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a component of a record can be read", e);
      }
    }
    return fields;
  }
}
