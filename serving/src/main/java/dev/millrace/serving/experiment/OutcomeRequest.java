package dev.millrace.serving.experiment;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Target;
import dev.millrace.serving.request.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The body {@code {"outcomes":[{"id":"…","outcome":true}, …]}}. An outcome is true, false, or what
 * stands in the target column, under the contract's rule.
 *
 * @param outcomes that could be read
 * @param problems of all others
 */
record OutcomeRequest(List<Outcome> outcomes, List<OutcomeProblem> problems) {
  private static final String FORM = "Send {\"outcomes\":[{\"id\":\"…\",\"outcome\":true}]}.";
  private static final String LIST = "outcomes";
  private static final String ID = "id";
  private static final String OUTCOME = "outcome";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  static OutcomeRequest read(byte[] body, Target target, int most) throws Refusal {
    JsonNode list = list(parse(body));
    if (list.size() > most) {
      throw Refusal.of(
          413,
          "TOO_MANY_OUTCOMES",
          list.size() + " outcomes came, at most " + most + " are taken at once.",
          "Send them in several requests.");
    }
    OutcomeRequest request = new OutcomeRequest(new ArrayList<>(), new ArrayList<>());
    int number = 0;
    for (JsonNode item : list) {
      request.add(++number, item, target);
    }
    return request;
  }

  private static JsonNode parse(byte[] body) throws Refusal {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw Refusal.body(said(e), FORM);
    } catch (NumberFormatException e) { // of Jackson too, where an exponent has many digits
      throw Refusal.body("A number in the body has an exponent that no number has.", FORM);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  /** Jackson's own words name its classes. */
  private static String said(JsonProcessingException fault) {
    JsonLocation at = fault.getLocation();
    String place =
        at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return fault instanceof StreamConstraintsException
        ? "The body is nested too deeply, or has a text or a number that is too long" + place + "."
        : "The body is not JSON" + place + ".";
  }

  private static JsonNode list(JsonNode body) throws Refusal {
    if (!body.isObject() || !body.path(LIST).isArray()) {
      throw Refusal.body("Expected an object with a list of outcomes.", FORM);
    }
    Optional<String> unknown = unknown(body, List.of(LIST));
    if (unknown.isPresent()) {
      throw Refusal.body(unknown.get(), FORM);
    }
    return body.path(LIST);
  }

  private static Optional<String> unknown(JsonNode object, List<String> known) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        return Optional.of(
            "'" + name + "' is not known here." + Suggestions.didYouMean(name, known));
      }
    }
    return Optional.empty();
  }

  private void add(int number, JsonNode item, Target target) {
    String id = item.path(ID).isTextual() ? item.path(ID).textValue() : "";
    Optional<String> unknown = unknown(item, List.of(ID, OUTCOME));
    Optional<Boolean> happened = happened(item.path(OUTCOME), target);
    if (id.isEmpty()) {
      refuse(number, id, "Expected the id of a prediction as text.");
    } else if (unknown.isPresent()) {
      refuse(number, id, unknown.get());
    } else if (happened.isEmpty()) {
      refuse(
          number,
          id,
          "Expected true, false or a text of the column " + target.column() + " as the outcome.");
    } else {
      outcomes.add(new Outcome(number, id, happened.get()));
    }
  }

  private void refuse(int number, String id, String message) {
    problems.add(new OutcomeProblem(number, id, message));
  }

  private static Optional<Boolean> happened(JsonNode value, Target target) {
    String positive = target.positive().strip();
    if (value.isBoolean()) {
      return Optional.of(value.booleanValue());
    }
    if (value.isTextual()) {
      return ofText(value.textValue().strip(), positive);
    }
    return value.isNumber() ? ofNumber(value.decimalValue(), positive) : Optional.empty();
  }

  /** Texts of JSON's own truth values are a slip, unless they are the target's. */
  private static Optional<Boolean> ofText(String text, String positive) {
    if (text.equalsIgnoreCase(positive)) {
      return Optional.of(true);
    }
    boolean slip = text.isEmpty() || text.equalsIgnoreCase("true");
    return slip ? Optional.empty() : Optional.of(false);
  }

  private static Optional<Boolean> ofNumber(BigDecimal number, String positive) {
    try {
      return Optional.of(number.compareTo(new BigDecimal(positive)) == 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
