package dev.millrace.serving.protocol.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Rules;
import dev.millrace.scoring.Reason;
import dev.millrace.scoring.ReasonText;
import dev.millrace.serving.protocol.JsonWriter;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.Predictions;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes predictions; all that two answers have in common is encoded once. Not thread-safe. */
final class AnswerWriter {
  private static final byte[] ONE = JsonWriter.encoded(",\"prediction\":");
  private static final byte[] MANY = JsonWriter.encoded(",\"predictions\":[");
  private static final byte[] ID = JsonWriter.encoded("{\"id\":");
  private static final byte[] KEY = JsonWriter.encoded(",\"key\":");
  private static final byte[] PROBABILITY = JsonWriter.encoded(",\"probability\":");
  private static final byte[] DECISION = JsonWriter.encoded(",\"decision\":");

  private final FeatureContract contract;
  private final ReasonText reasonText;
  private final JsonWriter json = new JsonWriter();
  private @Nullable ModelIdentity champion;
  private byte[] championJson = {};
  private @Nullable ModelIdentity challenger;
  private byte[] challengerJson = {};

  AnswerWriter(FeatureContract contract, ReasonText reasonText) {
    this.contract = contract;
    this.reasonText = reasonText;
  }

  Buffer write(V1Request request, Predictions predictions) {
    json.clear().raw(championJson(predictions.model()));
    if (request.single()) {
      json.raw(ONE);
      prediction(request, predictions, 0);
    } else {
      predictions(request, predictions);
    }
    return json.raw("}").toBuffer();
  }

  void rest() {
    json.rest();
  }

  private void predictions(V1Request request, Predictions predictions) {
    json.raw(MANY);
    for (int row = 0; row < request.rows().rows(); row++) {
      if (row > 0) {
        json.raw(",");
      }
      prediction(request, predictions, row);
    }
    json.raw("]");
  }

  private void prediction(V1Request request, Predictions predictions, int row) {
    json.raw(ID).text(predictions.ids()[row]);
    String key = request.key(row);
    if (key != null) {
      json.raw(KEY).text(key);
    }
    boolean[] challenged = predictions.challenged();
    if (challenged != null && challenged[row]) {
      json.raw(challengerJson(predictions.modelOf(row)));
    }
    json.raw(PROBABILITY).number(predictions.probabilities()[row]);
    json.raw(DECISION).truth(predictions.positive(row));
    if (request.reasons() > 0) {
      reasons(request.rows(), row, predictions.reasons().get(row));
    }
    json.raw("}");
  }

  private void reasons(ColumnBatch rows, int row, List<Reason> reasons) {
    String before = ",\"reasons\":[";
    for (Reason reason : reasons) {
      json.raw(before).raw("{\"column\":").text(reason.column()).raw(",\"value\":");
      value(rows, row, contract.indexOf(reason.column()).orElseThrow());
      json.raw(",\"effect\":").number(reason.effect());
      json.raw(",\"text\":").text(reasonText.of(rows, row, List.of(reason))).raw("}");
      before = ",";
    }
    json.raw(reasons.isEmpty() ? before + "]" : "]");
  }

  private void value(ColumnBatch rows, int row, int index) {
    Column column = contract.columns().get(index);
    String text = column.isNumeric() ? null : rows.text(index, row);
    double number = column.isNumeric() ? rows.number(index, row) : Double.NaN;
    if (text != null) {
      json.text(text);
    } else if (Double.isNaN(number)) {
      json.raw("null");
    } else {
      number(column, number);
    }
  }

  private void number(Column column, double number) {
    switch (column.type()) {
      case BOOLEAN -> json.truth(number != 0);
      case DATE, TIMESTAMP -> json.text(Rules.bound(column.type(), number));
      default -> json.value(number);
    }
  }

  private byte[] championJson(ModelIdentity model) {
    if (!model.equals(champion)) {
      champion = model;
      String name = new String(JsonWriter.encodedText(model.name()), UTF_8);
      championJson = JsonWriter.encoded("{\"model\":" + name + versionJson(model));
    }
    return championJson;
  }

  private byte[] challengerJson(ModelIdentity model) {
    if (!model.equals(challenger)) {
      challenger = model;
      challengerJson = JsonWriter.encoded(versionJson(model));
    }
    return challengerJson;
  }

  private static String versionJson(ModelIdentity model) {
    String version = new String(JsonWriter.encodedText(model.version()), UTF_8);
    return ",\"version\":" + version + ",\"threshold\":" + model.threshold();
  }
}
