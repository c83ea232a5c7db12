package dev.millrace.conformance.mistake;

import static dev.millrace.conformance.mistake.Table.edited;
import static dev.millrace.conformance.mistake.Table.empty;
import static dev.millrace.conformance.mistake.Table.first;
import static dev.millrace.conformance.mistake.Table.get;
import static dev.millrace.conformance.mistake.Table.has;
import static dev.millrace.conformance.mistake.Table.inChunks;
import static dev.millrace.conformance.mistake.Table.path;
import static dev.millrace.conformance.mistake.Table.post;
import static dev.millrace.conformance.mistake.Table.replaced;
import static dev.millrace.conformance.mistake.Table.starts;
import static dev.millrace.conformance.mistake.Table.status;
import static dev.millrace.conformance.mistake.Table.type;
import static dev.millrace.conformance.mistake.Table.typed;
import static dev.millrace.conformance.mistake.Table.when;
import static dev.millrace.conformance.mistake.Table.within;
import static dev.millrace.conformance.mistake.Table.without;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.tiny.Ask;
import dev.millrace.conformance.tiny.Say;
import java.util.List;
import java.util.function.Predicate;

/** Mistakes with Millrace's own protocol. */
final class V1Mistakes {
  private static final String CARD = "/v1/models/tiny";
  private static final String PREDICT = "/v1/models/tiny/predict";
  private static final Predicate<Ask> PREDICTING = post(PREDICT);

  private V1Mistakes() {}

  static List<Mistake> all() {
    Table table = new Table(Protocol.V1);
    models(table);
    answers(table);
    rows(table);
    reasons(table);
    forms(table);
    types(table);
    problems(table);
    problemForms(table);
    return table.list();
  }

  private static void models(Table table) {
    table
        .add(
            "lists models under another name",
            when(path("/v1/models"), replaced("\"models\"", "\"items\"")),
            "GET /v1/models lists the model")
        .add(
            "has a card without a threshold",
            when(path(CARD), edited(card -> card.remove("threshold"))),
            "A card says name, version, threshold and target")
        .add(
            "has a card with a column of no type",
            when(path(CARD), first("columns", column -> column.remove("type"))),
            "A card describes each column")
        .add(
            "has an example that does not fit",
            when(path(CARD), within("example", row -> row.remove("tenure"))),
            "A card's example can be sent")
        .add(
            "has a card for every name",
            when(path("/v1/models/no-such-model"), status(200)),
            "The card of an unknown model is a problem with 404")
        .add(
            "is never ready",
            when(path("/v1/status"), replaced("ready", "starting")),
            "GET /v1/status says the server's state and the model")
        .add(
            "does not say what is allowed instead",
            when(get(PREDICT), without("Allow")),
            "GET on predict is not allowed, and Allow says what is");
  }

  private static void answers(Table table) {
    table
        .add(
            "gives no ids",
            when(PREDICTING, within("prediction", p -> p.remove("id"))),
            "A row is answered with id, probability and decision",
            "Each prediction has an id of its own")
        .add(
            "gives percentages",
            when(PREDICTING, within("prediction", p -> p.put("probability", 34.5))),
            "A row is answered with id, probability and decision")
        .add(
            "does not say which version answered",
            when(PREDICTING, edited(json -> json.remove("version"))),
            "An answer says the card's model, version and threshold")
        .add(
            "says another threshold than its card",
            when(PREDICTING, edited(json -> json.put("threshold", 0.5))),
            "An answer says the card's model, version and threshold")
        .add(
            "decides the other way round",
            when(PREDICTING, within("prediction", V1Mistakes::flip)),
            "The decision is whether the probability reaches the threshold")
        .add(
            "answers rows in reverse",
            when(PREDICTING, edited(V1Mistakes::reverse)),
            "Rows are answered in their order")
        .add(
            "gives one id to all",
            when(PREDICTING, say -> say.text(t -> t.replaceAll("\"id\":\"\\w+\"", "\"id\":\"p\""))),
            "Each prediction has an id of its own")
        .add(
            "forgets the key",
            when(PREDICTING, within("prediction", p -> p.remove("key"))),
            "A row's key comes back, and only where it was sent")
        .add(
            "makes up a key",
            when(PREDICTING, within("prediction", p -> p.put("key", "kit-42"))),
            "A row's key comes back, and only where it was sent");
  }

  private static void flip(ObjectNode prediction) {
    prediction.put("decision", !prediction.path("decision").asBoolean());
  }

  private static void reverse(ObjectNode answer) {
    if (answer.path("predictions") instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.insert(i, list.remove(list.size() - 1));
      }
    }
  }

  private static void rows(Table table) {
    table
        .add(
            "refuses the target column",
            when(PREDICTING.and(has("churned")), status(400)),
            "The target column may be in a row and means nothing")
        .add(
            "refuses null",
            when(PREDICTING.and(has("null")), status(400)),
            "A value that may be missing may be null or left out")
        .add(
            "wants columns in one order",
            when(PREDICTING.and(starts("{\"row\":{\"plan\"")), status(400)),
            "The order of a row's columns means nothing")
        .add(
            "wants the length of a body",
            when(PREDICTING.and(inChunks()), status(411)),
            "A body in chunks is read")
        .add(
            "takes a type with a charset for another type",
            when(PREDICTING.and(typed("charset")), status(415)),
            "application/json; charset=utf-8 is read");
  }

  private static void reasons(Table table) {
    table
        .add(
            "gives the weakest reasons first",
            when(PREDICTING, within("prediction", V1Mistakes::reverseReasons)),
            "Reasons are given as many as asked for, strongest first")
        .add(
            "gives no reasons",
            when(PREDICTING, within("prediction", p -> p.putArray("reasons"))),
            "Reasons are given as many as asked for, strongest first",
            "Without being asked for there are no reasons")
        .add(
            "gives reasons without a text",
            when(PREDICTING, replaced("\"text\"", "\"words\"")),
            "A reason names a column of the model, an effect and a text")
        .add(
            "answers with another probability when asked for reasons",
            when(
                PREDICTING.and(has("reasons")),
                within("prediction", p -> p.put("probability", 0.99))),
            "Reasons change no probability");
    takes(
        table,
        "more reasons than columns",
        has("\"reasons\":3"),
        "More reasons than columns are refused");
    takes(
        table,
        "less than no reasons",
        has("\"reasons\":-1"),
        "A negative number of reasons is refused");
    takes(
        table,
        "half a reason",
        has("\"reasons\":1.5"),
        "A number of reasons that is not whole is refused");
    takes(
        table,
        "reasons as a text",
        has("\"two\""),
        "A number of reasons that is not whole is refused");
  }

  private static void reverseReasons(ObjectNode prediction) {
    if (prediction.path("reasons") instanceof ArrayNode list && list.size() > 1) {
      list.add(list.remove(0));
    }
  }

  /** A server that answers what it must refuse. */
  private static void takes(Table table, String what, Predicate<Ask> asked, String... found) {
    table.add("takes " + what, when(PREDICTING.and(asked), status(200)), found);
  }

  private static void forms(Table table) {
    takes(
        table,
        "half a body",
        ask -> ask.text().equals("{\"row\":"),
        "A body that is no JSON is a problem");
    takes(
        table,
        "text behind the body",
        ask -> ask.text().endsWith(" x"),
        "Text behind the body is a problem");
    takes(table, "a list", starts("["), "A body that is a list is a problem");
    takes(table, "nothing", empty(), "An empty body is a problem");
    takes(
        table,
        "an empty object",
        ask -> ask.text().equals("{}"),
        "Neither row nor rows is a problem");
    takes(
        table,
        "row and rows",
        has("\"rows\"").and(has("\"row\"")),
        "Both row and rows are a problem");
    takes(table, "no rows", has("\"rows\":[]"), "No rows are a problem");
    takes(table, "a list as a row", has("\"row\":["), "A row that is no object is a problem");
    takes(
        table,
        "a number among rows",
        has(",3]"),
        "A row among others that is no object is a problem");
    takes(table, "unknown members", has("\"reason\""), "An unknown member beside the row is named");
    takes(
        table,
        "a column twice",
        ask -> ask.text().split("\"tenure\"", -1).length == 3 && !ask.text().contains("rows"),
        "A column that comes twice is a problem");
    takes(
        table,
        "whatever depth",
        has("{\"a\":{\"a\""),
        "A body nested a thousand levels deep is refused");
    table.add(
        "does not say which member is unknown",
        when(PREDICTING.and(has("\"reason\"")), replaced("'reason'", "such a member")),
        "An unknown member beside the row is named");
  }

  private static void types(Table table) {
    takes(table, "plain text", typed("text/plain"), "Another type than JSON is refused with 415");
  }

  private static void problems(Table table) {
    takes(
        table,
        "a row without a required value",
        ask -> !ask.text().contains("tenure"),
        "A required value that is left out is named");
    takes(
        table,
        "null for a required value",
        has("\"tenure\":null"),
        "A required value that is null is named");
    takes(table, "text for a number", has("\"many\""), "A text where a number belongs is named");
    takes(
        table,
        "a number below its range",
        has("\"tenure\":-1"),
        "A number below its range is named");
    takes(
        table,
        "a number above its range",
        has("\"tenure\":101"),
        "A number above its range is named");
    takes(table, "any category", has("no such value"), "A value outside those allowed is named");
    takes(table, "lists as values", has("\"tenure\":["), "A list or an object as a value is named");
    takes(
        table, "objects as values", has("\"tenure\":{"), "A list or an object as a value is named");
    takes(
        table,
        "unknown columns",
        has("tenurex"),
        "An unknown column is named, with what was meant");
    table
        .add(
            "does not say what was meant",
            when(PREDICTING.and(has("tenurex")), replaced(" Did you mean 'tenure'?", "")),
            "An unknown column is named, with what was meant")
        .add(
            "stops at the first problem",
            when(PREDICTING.and(has("no_such_column")), V1Mistakes::onlyOneProblem),
            "Every problem of every row is named with its row")
        .add(
            "counts rows from 0",
            when(PREDICTING, say -> say.text(t -> t.replace("\"row\":1", "\"row\":0"))),
            "A required value that is null is named");
  }

  private static Say onlyOneProblem(Say say) {
    return say.edit(
        json -> {
          ArrayNode problems = (ArrayNode) json.path("problems");
          while (problems.size() > 1) {
            problems.remove(1);
          }
        });
  }

  private static void problemForms(Table table) {
    String found = "A body that is a list is a problem";
    Predicate<Ask> asked = PREDICTING.and(starts("["));
    table
        .add("says problems as plain JSON", when(asked, type("application/json")), found)
        .add(
            "has problems without a title",
            when(asked, say -> say.edit(p -> p.remove("title"))),
            found)
        .add(
            "has problems without a code",
            when(asked, say -> say.edit(p -> p.remove("code"))),
            found)
        .add(
            "has problems of another status",
            when(asked, say -> say.edit(p -> p.put("status", 500))),
            found);
  }
}
