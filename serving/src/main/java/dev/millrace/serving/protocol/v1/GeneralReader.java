package dev.millrace.serving.protocol.v1;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.protocol.ReasonsAsked;
import dev.millrace.serving.protocol.RowReader;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RequestBody;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads any body there is, and says what is wrong with it. Thread-safe. */
final class GeneralReader {
  private static final List<String> KNOWN = List.of("row", "rows", "reasons");
  private static final String EXAMPLE = "{\"row\":{…}} or {\"rows\":[{…},…]}";

  private final RowReader rows;
  private final FeatureContract contract;

  GeneralReader(FeatureContract contract) {
    this.rows = new RowReader(contract);
    this.contract = contract;
  }

  V1Request read(RequestBody request) throws Refusal {
    Map<String, @Nullable Object> body = JsonBody.object(request.bytes(), EXAMPLE);
    for (String name : body.keySet()) {
      requireKnown(name);
    }
    boolean single = body.containsKey("row");
    if (single == body.containsKey("rows")) {
      throw Refusal.body(
          "The body is to have either 'row' or 'rows', but it has "
              + (single ? "both." : "neither."),
          "Send " + EXAMPLE + ".");
    }
    int reasons = ReasonsAsked.read(body.get("reasons"), contract);
    List<?> given = single ? List.of(one(body.get("row"))) : many(body.get("rows"));
    return new GeneralRequest(rows.read(given, reasons, request.maxRows()), single);
  }

  private static void requireKnown(String name) throws Refusal {
    if (!KNOWN.contains(name)) {
      throw Refusal.body(
          "The body has '" + name + "', which is not known." + Suggestions.didYouMean(name, KNOWN),
          "Known are row, rows and reasons.");
    }
  }

  private static Map<?, ?> one(@Nullable Object row) throws Refusal {
    if (row instanceof Map<?, ?> map) {
      return map;
    }
    throw Refusal.body(
        "'row' is to be an object of names and values, but it is " + JsonBody.described(row) + ".",
        "Send " + EXAMPLE + ".");
  }

  private static List<?> many(@Nullable Object rows) throws Refusal {
    if (rows instanceof List<?> list) {
      return list;
    }
    throw Refusal.body(
        "'rows' is to be an array of objects, but it is " + JsonBody.described(rows) + ".",
        "Send " + EXAMPLE + ".");
  }

  private record GeneralRequest(PredictRequest read, boolean single) implements V1Request {
    @Override
    public ColumnBatch rows() {
      return read.rows();
    }

    @Override
    public @Nullable String key(int row) {
      return read.key(row);
    }

    @Override
    public int reasons() {
      return read.reasons();
    }
  }
}
