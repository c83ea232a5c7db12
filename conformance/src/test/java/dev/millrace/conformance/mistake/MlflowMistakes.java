package dev.millrace.conformance.mistake;

import static dev.millrace.conformance.mistake.Table.edited;
import static dev.millrace.conformance.mistake.Table.empty;
import static dev.millrace.conformance.mistake.Table.get;
import static dev.millrace.conformance.mistake.Table.has;
import static dev.millrace.conformance.mistake.Table.inChunks;
import static dev.millrace.conformance.mistake.Table.path;
import static dev.millrace.conformance.mistake.Table.post;
import static dev.millrace.conformance.mistake.Table.replaced;
import static dev.millrace.conformance.mistake.Table.starts;
import static dev.millrace.conformance.mistake.Table.status;
import static dev.millrace.conformance.mistake.Table.text;
import static dev.millrace.conformance.mistake.Table.type;
import static dev.millrace.conformance.mistake.Table.typed;
import static dev.millrace.conformance.mistake.Table.when;
import static dev.millrace.conformance.mistake.Table.without;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.tiny.Ask;
import java.util.List;
import java.util.function.Predicate;

/** Mistakes with MLflow's scoring protocol. */
final class MlflowMistakes {
  private static final Predicate<Ask> INVOKING = post("/invocations");

  private MlflowMistakes() {}

  static List<Mistake> all() {
    Table table = new Table(Protocol.MLFLOW);
    probes(table);
    forms(table);
    answers(table);
    refusals(table);
    types(table);
    return table.list();
  }

  private static void probes(Table table) {
    table
        .add(
            "answers a ping with words",
            when(get("/ping"), text("pong")),
            "GET /ping answers 200 with a line break, as application/json")
        .add(
            "answers health as text",
            when(get("/health"), type("text/plain")),
            "GET /health answers 200 with a line break, as application/json")
        .add(
            "quotes the version",
            when(get("/version"), text("\"3.17.2\"")),
            "GET /version answers MLflow's version as bare text")
        .add(
            "lets anybody post to ping",
            when(post("/ping"), status(200)),
            "POST /ping is not allowed, and Allow says what is")
        .add(
            "does not say what is allowed instead",
            when(get("/invocations"), without("Allow")),
            "GET /invocations is not allowed, and Allow says what is");
  }

  private static void forms(Table table) {
    refuses(
        table,
        "dataframe_split",
        has("dataframe_split"),
        "dataframe_split is answered with one prediction for each row");
    refuses(
        table,
        "dataframe_records",
        has("dataframe_records"),
        "dataframe_records gives what dataframe_split gives");
    refuses(table, "instances", has("\"instances\""), "instances gives what dataframe_split gives");
    refuses(table, "inputs", has("\"inputs\""), "inputs gives what dataframe_split gives");
    refuses(
        table,
        "CSV",
        typed("text/csv"),
        "CSV with a header gives what dataframe_split gives",
        "text/csv; charset=utf-8 is read");
    refuses(
        table,
        "an index",
        has("\"index\""),
        "The index of dataframe_split is taken and means nothing");
    refuses(
        table,
        "columns in another order",
        has("[\"plan\",\"tenure\"]"),
        "Columns may come in any order");
    refuses(table, "params", has("\"params\""), "Empty params are taken");
    refuses(table, "chunks", inChunks(), "A body in chunks is read");
    refuses(table, "a charset", typed("charset=utf-8"), "application/json; charset=utf-8 is read");
    refuses(
        table,
        "a charset in capitals",
        typed("charset=UTF-8"),
        "The name of the charset may be in capitals");
  }

  private static void refuses(Table table, String what, Predicate<Ask> asked, String... found) {
    table.add("refuses " + what, when(INVOKING.and(asked), status(400)), found);
  }

  private static void answers(Table table) {
    table
        .add(
            "answers a list without predictions around it",
            when(INVOKING, replaced("\"predictions\"", "\"outputs\"")),
            "dataframe_split is answered with one prediction for each row")
        .add(
            "answers predictions as text",
            when(INVOKING, type("text/plain")),
            "dataframe_split is answered with one prediction for each row")
        .add(
            "reads the columns of inputs as rows",
            when(INVOKING.and(has("\"inputs\"")), edited(MlflowMistakes::twice)),
            "inputs gives what dataframe_split gives")
        .add(
            "answers rows in reverse",
            when(INVOKING, edited(MlflowMistakes::reverse)),
            "An answer keeps the order of the rows")
        .add(
            "says another threshold than its card",
            when(INVOKING, edited(json -> json.put("threshold", 0.5))),
            "An answer says the card's model, version and threshold")
        .add(
            "gives one id to all",
            when(INVOKING, say -> say.text(t -> t.replaceAll("\"[0-9a-f-]{36}\"", "\"p\""))),
            "Each prediction has an id of its own");
  }

  private static void twice(ObjectNode answer) {
    ArrayNode list = (ArrayNode) answer.path("predictions");
    list.addAll(list.deepCopy());
  }

  private static void reverse(ObjectNode answer) {
    ArrayNode list = (ArrayNode) answer.path("predictions");
    for (int i = 0; i < list.size(); i++) {
      list.insert(i, list.remove(list.size() - 1));
    }
  }

  private static void refusals(Table table) {
    takes(
        table,
        "half a body",
        ask -> ask.text().equals("{\"dataframe_split\":"),
        "A body that is no JSON is refused");
    takes(table, "a list", starts("[["), "A body that is a list is refused");
    takes(table, "a number", ask -> ask.text().equals("42"), "A body that is a number is refused");
    takes(table, "nothing", empty(), "An empty body is refused");
    takes(
        table,
        "an empty object",
        ask -> ask.text().equals("{}"),
        "An object without one of the four forms is refused");
    takes(
        table,
        "an unknown form",
        has("dataframe_columns"),
        "An object of an unknown form is refused");
    takes(
        table,
        "two forms",
        has("dataframe_split").and(has("dataframe_records")),
        "Two forms at once are refused");
    takes(
        table,
        "rows that are too short",
        has("[[\"pro\"]]"),
        "dataframe_split with a row of too few values is refused");
    takes(
        table,
        "rows without a required column",
        has("[{\"plan\":\"pro\"}"),
        "A row without a required column is refused");
    takes(
        table,
        "columns of different lengths",
        has("[12,12]"),
        "inputs whose columns have different lengths are refused");
    takes(
        table,
        "bytes that are no text",
        ask -> ask.text().contains("\ufffd"),
        "Bytes that are no UTF-8 are refused");
    takes(
        table,
        "a column twice",
        has("[{\"tenure\":12,\"tenure\":12"),
        "A column that comes twice is refused");
    Predicate<Ask> bad = INVOKING.and(starts("[["));
    String found = "A body that is a list is refused";
    table
        .add("gives no error code", when(bad, say -> say.edit(e -> e.remove("error_code"))), found)
        .add("gives no message", when(bad, say -> say.edit(e -> e.remove("message"))), found)
        .add("calls a bad body its own fault", when(bad, status(500)), found)
        .add(
            "stops at the first problem",
            when(INVOKING.and(has("no_such_column")), replaced("row 2", "another row")),
            "Every problem of every row is in the message");
  }

  private static void takes(Table table, String what, Predicate<Ask> asked, String... found) {
    table.add("takes " + what, when(INVOKING.and(asked), status(200)), found);
  }

  private static void types(Table table) {
    takes(table, "XML", typed("xml"), "Another type is refused with 415");
    takes(table, "forms", typed("urlencoded"), "A form's type is refused with 415");
    takes(table, "any charset", typed("latin1"), "Another charset is refused with 415");
    takes(
        table,
        "any parameter",
        typed("format="),
        "Parameters other than the charset are refused with 415");
    takes(
        table,
        "a body without a type",
        ask -> ask.header("Content-Type").isEmpty(),
        "A body without a type is refused with 415");
    table.add(
        "refuses a type as JSON",
        when(path("/invocations").and(typed("xml")), type("application/json")),
        "Another type is refused with 415");
  }
}
