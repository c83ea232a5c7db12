package dev.millrace.conformance.mistake;

import static dev.millrace.conformance.mistake.Table.edited;
import static dev.millrace.conformance.mistake.Table.get;
import static dev.millrace.conformance.mistake.Table.has;
import static dev.millrace.conformance.mistake.Table.path;
import static dev.millrace.conformance.mistake.Table.post;
import static dev.millrace.conformance.mistake.Table.replaced;
import static dev.millrace.conformance.mistake.Table.status;
import static dev.millrace.conformance.mistake.Table.text;
import static dev.millrace.conformance.mistake.Table.type;
import static dev.millrace.conformance.mistake.Table.typed;
import static dev.millrace.conformance.mistake.Table.when;
import static dev.millrace.conformance.mistake.Table.within;
import static dev.millrace.conformance.mistake.Table.without;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.tiny.Ask;
import dev.millrace.conformance.tiny.Say;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Mistakes with operations. */
final class OperationsMistakes {
  private static final String PREDICT = "/v1/models/tiny/predict";

  private OperationsMistakes() {}

  static List<Mistake> all() {
    Table table = new Table(Protocol.OPERATIONS);
    probes(table);
    metrics(table);
    histograms(table);
    documents(table);
    http(table);
    agreement(table);
    headers(table);
    secrets(table);
    return table.list();
  }

  private static void probes(Table table) {
    table
        .add("does not live", when(path("/live"), status(503)), "GET /live answers 200")
        .add("is not ready", when(path("/ready"), status(503)), "GET /ready answers 200")
        .add(
            "lets anybody post to a probe",
            when(post("/live"), status(200)),
            "POST /live is not allowed, and Allow says what is");
  }

  private static BiFunction<Ask, Say, Say> scraped(String text, String by) {
    return when(path("/metrics"), replaced(text, by));
  }

  private static void metrics(Table table) {
    String readable = "Every line of the metrics can be read";
    table
        .add(
            "does not say the version of its metrics",
            when(path("/metrics"), type("text/plain")),
            "GET /metrics answers text of version 0.0.4")
        .add("has no metrics", when(path("/metrics"), text("\n")), readable)
        .add(
            "cuts its metrics short",
            when(path("/metrics"), say -> say.text(String::strip)),
            readable)
        .add(
            "has a metric of two names",
            scraped("millrace_model_info{", "millrace model_info{"),
            readable)
        .add("has a label without quotes", scraped("code=\"200\"", "code=200"), readable)
        .add("has a quote within a label", scraped("\\\"hello\\\"", "\"hello\""), readable)
        .add("has a value that is no number", scraped("} 0.5", "} half"), readable)
        .add("has a type of its own", scraped("gauge", "dial"), readable)
        .add(
            "has samples before their type",
            scraped("# TYPE millrace_model_info gauge\n", ""),
            readable)
        .add(
            "says a sample twice",
            scraped(
                "_count{model=\"tiny\"} 4\n",
                "_count{model=\"tiny\"} 4\nmillrace_inference_request_duration_seconds_count{model=\"tiny\"} 4\n"),
            readable)
        .add(
            "does not explain a metric",
            scraped("# HELP millrace_model_info", "# millrace_model_info"),
            "Every metric has a HELP line")
        .add(
            "counts without _total",
            scraped("_requests_total", "_requests"),
            "The names of counters end in _total, and of nothing else")
        .add(
            "calls a gauge _total",
            scraped("model_info", "model_total"),
            "The names of counters end in _total, and of nothing else")
        .add(
            "measures milliseconds",
            scraped("duration_seconds", "duration_ms"),
            "Metrics are in base units")
        .add("labels customers", scraped("alias=", "customer="), "No label can grow without bound")
        .add(
            "has a sample for each prediction",
            when(path("/metrics"), say -> say.text(OperationsMistakes::samplePerPrediction)),
            "Predictions add no samples to the metrics")
        .add(
            "counts nothing",
            when(
                path("/metrics"),
                say -> say.text(t -> t.replaceAll("\"200\"} \\d+", "\"200\"} 7"))),
            "A prediction is counted by protocol and status")
        .add(
            "does not describe the model",
            scraped("model_info", "build_info"),
            "The loaded model is described by an _info metric");
  }

  private static String samplePerPrediction(String metrics) {
    Matcher count = Pattern.compile("code=\"200\"} (\\d+)").matcher(metrics);
    int predictions = count.find() ? Integer.parseInt(count.group(1)) : 0;
    String samples =
        IntStream.range(0, predictions)
            .mapToObj("seen{n=\"%d\"} 1\n"::formatted)
            .collect(Collectors.joining());
    return metrics + "# TYPE seen gauge\n" + samples;
  }

  private static void histograms(Table table) {
    String found = "The buckets of histograms rise up to +Inf and add up";
    table
        .add("has buckets that fall", scraped("le=\"0.001\"} 3", "le=\"0.001\"} 9"), found)
        .add("has no last bucket", scraped("+Inf", "5.0"), found)
        .add(
            "has a count of its own",
            scraped("_count{model=\"tiny\"} 4", "_count{model=\"tiny\"} 5"),
            found)
        .add("has no sum", scraped("_sum{model=\"tiny\"} 0.5", "_sum{model=\"huge\"} 0.5"), found);
  }

  private static void documents(Table table) {
    table
        .add(
            "describes itself by Swagger 2",
            when(path("/openapi.json"), edited(d -> d.put("swagger", "2.0").remove("openapi"))),
            "GET /openapi.json is a document of OpenAPI 3")
        .add(
            "refers to nothing",
            when(path("/openapi.json"), within("components", c -> c.remove("row"))),
            "Each reference within the document leads somewhere")
        .add(
            "does not describe MLflow's route",
            when(path("/openapi.json"), within("paths", p -> p.remove("/invocations"))),
            "The document describes the routes of all protocols")
        .add(
            "describes what it does not have",
            when(path("/openapi.json"), within("paths", OperationsMistakes::promise)),
            "Each route of the document that can be read is there")
        .add(
            "has no page of documentation", when(path("/docs"), status(404)), "GET /docs is a page")
        .add(
            "has a page in quirks mode",
            when(path("/"), replaced("<!doctype html>\n", "")),
            "GET / is a page");
  }

  private static void promise(ObjectNode paths) {
    paths.putObject("/promised").putObject("get");
  }

  private static void http(Table table) {
    table
        .add(
            "answers every route",
            when(path("/no/such/route"), status(200)),
            "An unknown route is answered with 404")
        .add(
            "has a page for what it does not have",
            when(path("/v1/none"), type("text/html")),
            "An unknown route of /v1 is a problem with 404")
        .add(
            "does not know HEAD",
            when(ask -> ask.is("HEAD", "/live"), status(405)),
            "HEAD has the headers of GET and no body")
        .add(
            "has other headers for HEAD",
            when(ask -> ask.is("HEAD", "/live"), type("text/html")),
            "HEAD has the headers of GET and no body")
        .add(
            "does not know DELETE",
            when(ask -> ask.is("DELETE", "/invocations"), status(501)),
            "PUT and DELETE are not allowed, and Allow says what is")
        .add(
            "does not ask which host is meant",
            when(ask -> ask.header("Host").isEmpty(), status(200)),
            "A request of HTTP/1.1 without Host is refused with 400")
        .add(
            "reads a compressed body as it is",
            when(ask -> !ask.header("Content-Encoding").isEmpty(), status(400)),
            "A compressed body is read or refused with 415")
        .add(
            "takes any length",
            when(ask -> ask.header("Content-Length").equals("99999999999"), status(400)),
            "A body announced as far too large is refused with 413")
        .add(
            "leads out of its routes",
            when(ask -> ask.path().contains("passwd"), status(200)),
            "A path that leads out of the server's routes leads nowhere");
  }

  private static void agreement(Table table) {
    String together = "The rows of /v1 are answered as each is alone";
    String csv = "CSV answers as /v1";
    String flat = "Protocol v2 answers as /v1";
    String nested = "Nested data of v2 answer as /v1";
    String bytes = "Bytes of v2 answer as /v1";
    String leftOut = "An input of v2 that is left out is missing as in /v1";
    String[] json = {
      "dataframe_split answers as /v1",
      "dataframe_records answers as /v1",
      "instances answers as /v1",
      "inputs answers as /v1"
    };
    Predicate<Ask> invoking = path("/invocations");
    Predicate<Ask> inferring = path("/v2/models/tiny/infer");
    table
        .add(
            "answers something else to rows together",
            when(path(PREDICT).and(has("\"rows\"")), probability()),
            together)
        .add("answers something else by MLflow's protocol", when(invoking, probability()), json)
        .add("answers something else to CSV", when(invoking.and(typed("csv")), probability()), csv)
        .add(
            "takes null for a number",
            when(invoking.and(has("null")), edited(OperationsMistakes::missingIsZero)),
            "dataframe_split answers as /v1",
            "instances answers as /v1",
            "inputs answers as /v1")
        .add(
            "takes a column that is left out for zero",
            when(invoking.and(has("{\"tenure\":13}")), edited(OperationsMistakes::missingIsZero)),
            "dataframe_records answers as /v1")
        .add(
            "takes an empty cell of CSV for zero",
            when(invoking.and(has("13,\n")), edited(OperationsMistakes::missingIsZero)),
            csv)
        .add(
            "decides the other way round by MLflow's protocol",
            when(invoking, OperationsMistakes::inverted),
            json)
        .add(
            "decides the other way round by v2",
            when(inferring, OperationsMistakes::inverted),
            flat,
            nested,
            bytes,
            leftOut)
        .add(
            "answers something else to each second row of v2",
            when(inferring.and(has("\"shape\":[3")), replaced(",0.", ",0.9")),
            flat,
            nested)
        .add(
            "answers something else to bytes",
            when(inferring.and(has("binary_data_size")), replaced("\"data\":[0.", "\"data\":[0.9")),
            bytes);
  }

  private static void missingIsZero(ObjectNode answer) {
    ((ObjectNode) answer.path("predictions").path(2)).put("probability", 0.01);
  }

  private static Say inverted(Say say) {
    return say.text(t -> t.replace("true", "yes").replace("false", "true").replace("yes", "false"));
  }

  private static UnaryOperator<Say> probability() {
    return replaced("\"probability\":0.", "\"probability\":0.9");
  }

  private static void headers(Table table) {
    String page = "A page says which scripts it runs and that it may not be framed";
    table
        .add(
            "lets browsers guess",
            when(path("/metrics"), without("X-Content-Type-Options")),
            "Every answer says X-Content-Type-Options: nosniff")
        .add("runs any script", when(path("/"), without("Content-Security-Policy")), page)
        .add(
            "may be framed",
            when(path("/"), say -> say.with("Content-Security-Policy", "default-src 'self'")),
            page)
        .add(
            "tells where a reader came from",
            when(path("/"), without("Referrer-Policy")),
            "A page sends no referrer")
        .add(
            "lets every origin in",
            (ask, say) -> say.with("Access-Control-Allow-Origin", "*"),
            "Other origins are not let in")
        .add(
            "lets whoever asks in",
            (ask, say) ->
                ask.method().equals("OPTIONS")
                    ? say.with("Access-Control-Allow-Origin", ask.header("Origin"))
                    : say,
            "Other origins are not let in")
        .add(
            "lets predictions be kept",
            when(path(PREDICT), without("Cache-Control")),
            "A prediction is not kept in caches");
  }

  private static void secrets(Table table) {
    table
        .add(
            "answers who has no key",
            when(
                get("/none")
                    .or(a -> a.path().equals(PREDICT) && a.header("Authorization").isEmpty()),
                status(200)),
            "Without a key a prediction is refused with 401")
        .add(
            "does not say how to show a key",
            when(path(PREDICT), without("WWW-Authenticate")),
            "Without a key a prediction is refused with 401",
            "A wrong key is refused with 401")
        .add(
            "shows where it failed",
            when(
                path("/no/such/route"),
                text("{\"error\":\"at dev.millrace.serving.Routes.find(Routes.java:7)\"}")),
            "No refusal shows a stack trace")
        .add(
            "shows what failed",
            when(path("/no/such/route"), text("{\"error\":\"java.lang.NullPointerException\"}")),
            "No refusal shows a stack trace")
        .add(
            "shows where its files are",
            when(path("/no/such/route"), text("{\"error\":\"there is no /opt/ml/model/route\"}")),
            "No refusal shows a path of a file")
        .add(
            "fails",
            when(path("/no/such/route"), status(500)),
            "No answer so far was an error of the server");
  }
}
