package dev.millrace.pipeline.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The names of enum constants as recipes and JSON files spell them. */
final class Choices {
  private Choices() {}

  /** Constants by their {@link JsonProperty} name, or in lower case where they have none. */
  static <E extends Enum<E>> Map<String, E> of(Class<E> type) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      choices.put(name(constant), constant);
    }
    return choices;
  }

  static String name(Enum<?> constant) {
    try {
      JsonProperty property =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      return property == null ? constant.name().toLowerCase(Locale.ROOT) : property.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("every constant is a field", e);
    }
  }
}
