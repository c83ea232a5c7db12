package dev.millrace.serving.protocol.mlflow;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.protocol.ReasonsAsked;
import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A body in JSON: a table in one of four forms, and parameters.
 *
 * @param rows maps of names and values, and what is no row as it came
 * @param reasons most reasons asked for each row
 */
record JsonTable(List<?> rows, int reasons) {
  private static final String PARAMS = "params";

  /** Keys by which MLflow knows requests to language models, which it reads without a form. */
  private static final List<String> LANGUAGE_MODEL_KEYS = List.of("messages", "prompt", "input");

  private static final String FORMS =
      Arrays.stream(TableForm.values())
          .map(form -> "'" + form.key() + "'")
          .collect(Collectors.joining(", "));

  /** Reads it; like MLflow, keys that are no form are nobody's business. */
  static JsonTable read(Buffer body, FeatureContract contract, int maxRows) throws Refusal {
    Map<String, @Nullable Object> top = JsonBody.pythonObject(body, Expected.EXAMPLE);
    refuseLanguageModelKeys(top);
    TableForm form = form(top);
    int reasons = reasons(top.get(PARAMS), contract);
    return new JsonTable(form.rows(top.get(form.key()), contract.columnNames(), maxRows), reasons);
  }

  private static void refuseLanguageModelKeys(Map<String, ?> top) throws Refusal {
    for (String key : LANGUAGE_MODEL_KEYS) {
      if (top.containsKey(key)) {
        throw Refusal.body(
            "'%s' is a request to a language model, but this model predicts rows.".formatted(key),
            "Send for example " + Expected.EXAMPLE + ".");
      }
    }
  }

  private static TableForm form(Map<String, ?> top) throws Refusal {
    List<TableForm> forms =
        Arrays.stream(TableForm.values()).filter(form -> top.containsKey(form.key())).toList();
    if (forms.size() == 1) {
      return forms.get(0);
    }
    String came = forms.isEmpty() ? "none of them" : names(forms);
    throw Refusal.body(
        "The input must be a JSON dictionary with exactly one of the input fields %s. It has %s."
            .formatted(FORMS, came),
        "Send for example " + Expected.EXAMPLE + ".");
  }

  private static String names(List<TableForm> forms) {
    return forms.stream().map(form -> "'" + form.key() + "'").collect(Collectors.joining(" and "));
  }

  /** Like MLflow, parameters that the model does not know are left alone. */
  private static int reasons(@Nullable Object params, FeatureContract contract) throws Refusal {
    return params == null
        ? 0
        : ReasonsAsked.read(Expected.object(PARAMS, params).get("reasons"), contract);
  }
}
