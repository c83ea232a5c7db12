package dev.millrace.tuning.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.support.Json;
import dev.millrace.tuning.space.Parameter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * How Optuna writes parameters, values and moments into its journal (version 5, {@code
 * optuna/storages/journal/_storage.py} and {@code optuna/distributions.py}).
 */
final class OptunaFormat {
  static final int CREATE_STUDY = 0;
  static final int SET_STUDY_USER_ATTR = 2;
  static final int CREATE_TRIAL = 4;
  static final int SET_TRIAL_PARAM = 5;
  static final int SET_TRIAL_STATE_VALUES = 6;
  static final int SET_TRIAL_INTERMEDIATE_VALUE = 7;
  static final int SET_TRIAL_USER_ATTR = 8;

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private OptunaFormat() {}

  static String moment(Instant instant) {
    return MOMENT.format(instant);
  }

  static Instant moment(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  /** A distribution is a text of JSON within the JSON. */
  static String distribution(Parameter parameter) {
    ObjectNode json = Json.mapper().createObjectNode();
    if (parameter instanceof Parameter.Real real) {
      ObjectNode attributes = json.put("name", "FloatDistribution").putObject("attributes");
      attributes.putNull("step").put("low", real.low()).put("high", real.high());
      attributes.put("log", real.log());
    } else if (parameter instanceof Parameter.Whole whole) {
      ObjectNode attributes = json.put("name", "IntDistribution").putObject("attributes");
      attributes.put("log", whole.log()).put("step", whole.step());
      attributes.put("low", whole.low()).put("high", whole.high());
    } else {
      ArrayNode choices =
          json.put("name", "CategoricalDistribution").putObject("attributes").putArray("choices");
      ((Parameter.Choice) parameter).values().forEach(choices::addPOJO);
    }
    return Json.line(json);
  }

  /** Numbers as they are, choices by their place. */
  static void putInternal(ObjectNode line, String field, Parameter parameter, Object value) {
    if (parameter instanceof Parameter.Choice choice) {
      line.put(field, choice.values().indexOf(value));
    } else {
      line.put(field, ((Number) value).doubleValue());
    }
  }

  static Object external(Parameter parameter, JsonNode internal) {
    if (parameter instanceof Parameter.Choice choice) {
      return choice.values().get(internal.intValue());
    }
    if (parameter instanceof Parameter.Whole) {
      return Math.round(internal.doubleValue());
    }
    return internal.doubleValue();
  }

  static void putDoubles(ObjectNode line, String field, List<Double> values) {
    ArrayNode array = line.putArray(field);
    values.forEach(array::add);
  }
}
