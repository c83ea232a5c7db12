package dev.millrace.serving.experiment;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Target;
import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body {@code {"outcomes":[{"id":"…","outcome":true}, …]}}. An outcome is true, false, or what
 * stands in the target column, under the contract's rule.
 *
 * @param outcomes that could be read
 * @param problems of all others
 */
record OutcomeRequest(List<Outcome> outcomes, List<OutcomeProblem> problems) {
  private static final String EXAMPLE = "{\"outcomes\":[{\"id\":\"…\",\"outcome\":true}]}";
  private static final String LIST = "outcomes";
  private static final String ID = "id";
  private static final String OUTCOME = "outcome";

  static OutcomeRequest read(Buffer body, Target target, int most) throws Refusal {
    List<?> list = list(JsonBody.object(body, EXAMPLE));
    if (list.size() > most) {
      throw Refusal.of(
          413,
          "TOO_MANY_OUTCOMES",
          list.size() + " outcomes came, at most " + most + " are taken at once.",
          "Send them in several requests.");
    }
    OutcomeRequest request = new OutcomeRequest(new ArrayList<>(), new ArrayList<>());
    int number = 0;
    for (Object item : list) {
      request.add(++number, item, target);
    }
    return request;
  }

  private static List<?> list(Map<String, @Nullable Object> body) throws Refusal {
    Optional<String> unknown = unknown(body, List.of(LIST));
    if (unknown.isPresent()) {
      throw Refusal.body(unknown.get(), "Send " + EXAMPLE + ".");
    }
    if (body.get(LIST) instanceof List<?> list) {
      return list;
    }
    throw Refusal.body("Expected an object with a list of outcomes.", "Send " + EXAMPLE + ".");
  }

  private static Optional<String> unknown(Map<?, ?> object, List<String> known) {
    for (Object key : object.keySet()) {
      String name = String.valueOf(key);
      if (!known.contains(name)) {
        return Optional.of(
            "'" + name + "' is not known here." + Suggestions.didYouMean(name, known));
      }
    }
    return Optional.empty();
  }

  private void add(int number, @Nullable Object item, Target target) {
    Map<?, ?> fields = item instanceof Map<?, ?> map ? map : Map.of();
    String id = fields.get(ID) instanceof String text ? text : "";
    Optional<String> unknown = unknown(fields, List.of(ID, OUTCOME));
    Optional<Boolean> happened = happened(fields.get(OUTCOME), target);
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

  private static Optional<Boolean> happened(@Nullable Object value, Target target) {
    String positive = target.positive().strip();
    if (value instanceof Boolean happened) {
      return Optional.of(happened);
    }
    if (value instanceof String text) {
      return ofText(text.strip(), positive);
    }
    return value instanceof Number number ? ofNumber(number, positive) : Optional.empty();
  }

  /** Texts of JSON's own truth values are a slip, unless they are the target's. */
  private static Optional<Boolean> ofText(String text, String positive) {
    if (text.equalsIgnoreCase(positive)) {
      return Optional.of(true);
    }
    boolean slip = text.isEmpty() || text.equalsIgnoreCase("true");
    return slip ? Optional.empty() : Optional.of(false);
  }

  private static Optional<Boolean> ofNumber(Number number, String positive) {
    try {
      BigDecimal value = new BigDecimal(number.toString()); // not of 1e999, which is infinite
      return Optional.of(value.compareTo(new BigDecimal(positive)) == 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
