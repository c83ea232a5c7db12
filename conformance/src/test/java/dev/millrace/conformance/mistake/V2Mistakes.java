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
import static dev.millrace.conformance.mistake.Table.status;
import static dev.millrace.conformance.mistake.Table.type;
import static dev.millrace.conformance.mistake.Table.when;
import static dev.millrace.conformance.mistake.Table.without;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.tiny.Ask;
import java.util.List;
import java.util.function.Predicate;

/** Mistakes with protocol v2. */
final class V2Mistakes {
  private static final String MODEL = "/v2/models/tiny";
  private static final String INFER = MODEL + "/infer";
  private static final Predicate<Ask> INFERRING = post(INFER);

  private V2Mistakes() {}

  static List<Mistake> all() {
    Table table = new Table(Protocol.V2);
    server(table);
    metadata(table);
    unknownModels(table);
    answers(table);
    requests(table);
    refusals(table);
    binary(table);
    binaryRefusals(table);
    extensions(table);
    return table.list();
  }

  private static void server(Table table) {
    table
        .add(
            "announces no list of extensions",
            when(get("/v2"), edited(json -> json.remove("extensions"))),
            "GET /v2 says name, version and extensions")
        .add(
            "does not live",
            when(path("/v2/health/live"), status(503)),
            "GET /v2/health/live answers 200")
        .add(
            "is not ready",
            when(path("/v2/health/ready"), status(503)),
            "GET /v2/health/ready answers 200")
        .add(
            "lets anybody post to its metadata",
            when(post("/v2"), status(200)),
            "POST /v2 is not allowed, and Allow says what is")
        .add(
            "does not know its metadata with a slash",
            when(path("/v2/"), status(404)),
            "GET /v2/ answers as GET /v2")
        .add(
            "says problems of /v1 for unknown routes",
            when(path("/v2/no/such/route"), replaced("\"error\"", "\"title\"")),
            "An unknown route of /v2 is an error of the protocol with 404")
        .add(
            "says problems of /v1 for other methods",
            when(get(INFER), replaced("\"error\"", "\"title\"")),
            "A method that is not allowed is an error of the protocol")
        .add(
            "lets anybody read from infer",
            when(get(INFER), status(200)),
            "GET on infer is not allowed, and Allow says what is");
  }

  private static void metadata(Table table) {
    table
        .add(
            "has no platform",
            when(path(MODEL), edited(json -> json.remove("platform"))),
            "A model's metadata say its name and platform")
        .add(
            "counts versions as numbers",
            when(path(MODEL), replaced("[\"3\"]", "[3]")),
            "A model's versions are texts")
        .add(
            "has a datatype of its own for inputs",
            when(path(MODEL), replaced("BYTES", "STRING")),
            "Each input has a name, a datatype and a shape")
        .add(
            "has no shape of outputs",
            when(path(MODEL), first("outputs", output -> output.remove("shape"))),
            "Each output has a name, a datatype and a shape")
        .add(
            "has a model that is not ready",
            when(path(MODEL + "/ready"), replaced("true", "false")),
            "A model's readiness says its name and that it is ready")
        .add(
            "has no metadata of versions",
            when(path(MODEL + "/versions/3"), status(404)),
            "A version's metadata are those of the model")
        .add(
            "has no readiness of versions",
            when(path(MODEL + "/versions/3/ready"), status(404)),
            "A version has a readiness of its own");
  }

  private static void unknownModels(Table table) {
    String unknown = "/v2/models/no-such-model";
    table
        .add(
            "has metadata for every name",
            when(path(unknown), status(200)),
            "The metadata of an unknown model are refused")
        .add(
            "is ready for every name",
            when(path(unknown + "/ready"), status(200)),
            "The readiness of an unknown model is refused")
        .add(
            "does not tell an unknown model from a bad request",
            when(path(unknown), status(400)),
            "An unknown model is answered with 404")
        .add(
            "answers whatever version is asked",
            when(path(MODEL + "/versions/no-such-version"), status(200)),
            "An unknown version is refused");
  }

  private static void answers(Table table) {
    table
        .add(
            "does not name the model",
            when(INFERRING, edited(json -> json.remove("model_name"))),
            "An answer names the model")
        .add(
            "has a shape of its own",
            when(INFERRING, replaced("\"shape\":[1,1]", "\"shape\":[1,2]")),
            "An output holds as many values as its shape says")
        .add(
            "has outputs that its metadata do not have",
            when(INFERRING, replaced("decision", "label")),
            "The outputs are those of the metadata")
        .add(
            "forgets an output",
            when(INFERRING, edited(json -> ((ArrayNode) json.path("outputs")).remove(1))),
            "The outputs are those of the metadata",
            "All outputs can be asked for by name")
        .add(
            "answers one row only",
            when(INFERRING, replaced("\"shape\":[3", "\"shape\":[1")),
            "Each of several rows is answered as it is alone")
        .add(
            "gives the second row the probability of the first",
            when(INFERRING, first("outputs", V2Mistakes::mixUp)),
            "Each of several rows is answered as it is alone")
        .add(
            "forgets the id",
            when(INFERRING, edited(json -> json.remove("id"))),
            "The id of a request comes back")
        .add(
            "makes null of no id",
            when(INFERRING.and(has("\"id\"").negate()), edited(json -> json.putNull("id"))),
            "Without an id an answer has none, not even null")
        .add(
            "makes null of no parameters",
            when(INFERRING, edited(json -> json.putNull("parameters"))),
            "Parameters of an answer are texts, numbers or booleans")
        .add(
            "has lists as parameters of an output",
            when(INFERRING, first("outputs", o -> o.putObject("parameters").putArray("kit"))),
            "Parameters of an answer are texts, numbers or booleans")
        .add(
            "does not name the version",
            when(path(MODEL + "/versions/3/infer"), edited(json -> json.remove("model_version"))),
            "A version can be asked, and the answer names it")
        .add(
            "answers all outputs whatever is asked",
            when(
                INFERRING,
                edited(json -> json.withArray("outputs").addObject().put("name", "more"))),
            "Each output can be asked for alone",
            "All outputs can be asked for by name");
  }

  private static void mixUp(ObjectNode output) {
    if (output.path("data") instanceof ArrayNode data && data.size() > 1) {
      data.set(1, data.get(0));
    }
  }

  private static void requests(Table table) {
    refuses(table, "nested data", has("\"data\":[[\""), "Nested data mean what flat data mean");
    refuses(
        table,
        "inputs in another order",
        has("{\"inputs\":[{\"name\":\"plan\""),
        "The order of the inputs means nothing");
    refuses(
        table,
        "parameters",
        has("kit_text"),
        "Parameters that mean nothing to the server are taken");
    refuses(table, "chunks", inChunks(), "A body in chunks is read");
  }

  private static void refuses(Table table, String what, Predicate<Ask> asked, String found) {
    table.add("refuses " + what, when(INFERRING.and(asked), status(400)), found);
  }

  private static void refusals(Table table) {
    takes(
        table,
        "half a body",
        ask -> ask.text().equals("{\"inputs\":["),
        "A body that is no JSON is refused");
    takes(table, "a list", ask -> ask.text().equals("[]"), "A body that is a list is refused");
    takes(table, "nothing", empty(), "An empty body is refused");
    takes(
        table,
        "a request without inputs",
        has("inputs").negate(),
        "A request without inputs is refused");
    takes(
        table,
        "no inputs",
        has("\"inputs\":[]"),
        "A request with an empty list of inputs is refused");
    takes(
        table, "an input without a name", has("[{\"shape\""), "An input without a name is refused");
    takes(
        table,
        "an input without a shape",
        has("\"tenure\",\"datatype\""),
        "An input without a shape is refused");
    takes(
        table,
        "an input without a datatype",
        has("\"shape\":[1],\"data\""),
        "An input without a datatype is refused");
    takes(table, "an input without data", has("\"FP64\"}"), "An input without data is refused");
    takes(table, "any datatype", has("FLOAT"), "A datatype that v2 does not have is refused");
    takes(
        table,
        "any shape",
        has("\"shape\":[2]"),
        "A shape that holds more than the data is refused");
    takes(table, "negative sizes", has("[-1]"), "A negative size in a shape is refused");
    takes(table, "objects as data", has("{\"a\":1}"), "Data of another type are refused");
    takes(table, "unknown inputs", has("no_such_input"), "An unknown input is refused");
    takes(
        table,
        "inputs twice",
        ask -> ask.text().split("\"tenure\"", -1).length == 3,
        "An input that comes twice is refused");
    takes(
        table,
        "members twice",
        ask -> ask.text().split("\"inputs\"", -1).length == 3,
        "A member that comes twice is refused");
    takes(
        table,
        "inputs of different lengths",
        has("\"shape\":[3]"),
        "Inputs of different numbers of rows are refused");
    takes(
        table,
        "a request without a required input",
        has("tenure").negate(),
        "An input that is required is missed");
    takes(table, "unknown outputs", has("no_such_output"), "An unknown output is refused");
    Predicate<Ask> bad = INFERRING.and(has("\"inputs\":[]"));
    String found = "A request with an empty list of inputs is refused";
    table
        .add("says errors as text", when(bad, type("text/plain")), found)
        .add("says errors in another form", when(bad, replaced("\"error\"", "\"detail\"")), found)
        .add("calls a bad request its own fault", when(bad, status(500)), found)
        .add(
            "stops at the first problem",
            when(INFERRING.and(has("no_such_input")), replaced("no_such_input", "one")),
            "An error says everything that is wrong");
  }

  private static void takes(Table table, String what, Predicate<Ask> asked, String found) {
    table.add("takes " + what, when(INFERRING.and(asked), status(200)), found);
  }

  private static void binary(Table table) {
    Predicate<Ask> bytes =
        INFERRING.and(ask -> !ask.header("Inference-Header-Content-Length").isEmpty());
    Predicate<Ask> json = ask -> ask.text().contains("\"data\"");
    String all = "All outputs come as bytes with binary_data_output";
    String one = "One output comes as bytes with its own binary_data";
    table
        .add(
            "reads no bytes",
            when(bytes.and(json.negate()), status(400)),
            "Inputs as bytes mean what inputs of JSON mean")
        .add(
            "reads bytes or JSON, not both",
            when(bytes.and(json), status(400)),
            "Inputs as bytes may come beside inputs of JSON")
        .add(
            "does not say where the JSON of an answer ends",
            when(INFERRING, without("Inference-Header-Content-Length")),
            all,
            one)
        .add(
            "says sizes of bytes that are none",
            when(
                INFERRING,
                say ->
                    say.headers().containsKey("Inference-Header-Content-Length")
                        ? say.text(t -> t.replace("_size\":16", "_size\":99"))
                        : say),
            all,
            one)
        .add(
            "answers bytes with the big end first",
            when(INFERRING.and(has("binary_data")), V2Bytes::swapped),
            all,
            one);
  }

  private static void binaryRefusals(Table table) {
    Predicate<Ask> length =
        INFERRING.and(ask -> !ask.header("Inference-Header-Content-Length").isEmpty());
    table
        .add(
            "reads past the end of an input",
            when(length.and(has("_size\":15")), status(200)),
            "A binary_data_size that is too small is refused")
        .add(
            "believes any size",
            when(length.and(has("_size\":10000")), status(200)),
            "A binary_data_size beyond the body is refused")
        .add(
            "ignores bytes that nobody claims",
            when(length.and(has("binary_data_size").negate()), status(200)),
            "Bytes that no input claims are refused");
    String header = "Inference-Header-Content-Length";
    takes(
        table,
        "a length beyond the body",
        a -> a.header(header).equals("1000000"),
        "A JSON length beyond the body is refused");
    takes(
        table,
        "a length in words",
        a -> a.header(header).equals("ten"),
        "A JSON length that is no number is refused");
    takes(
        table,
        "a negative length",
        a -> a.header(header).equals("-1"),
        "A negative JSON length is refused");
  }

  private static void extensions(Table table) {
    table
        .add(
            "does not count",
            when(
                path(MODEL + "/stats"),
                say -> say.text(t -> t.replaceAll("count\":\\d+", "count\":0"))),
            "The statistics of a model count its requests")
        .add(
            "counts no successes",
            when(
                path(MODEL + "/stats"),
                say -> say.text(t -> t.replaceAll("\"count\":\\d+", "\"count\":5"))),
            "The statistics of a model count its requests")
        .add(
            "lists another model",
            when(path("/v2/repository/index"), replaced("tiny", "huge")),
            "The repository's index lists the model");
  }
}
