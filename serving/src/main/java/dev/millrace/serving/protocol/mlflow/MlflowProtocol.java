package dev.millrace.serving.protocol.mlflow;

import dev.millrace.scoring.ReasonText;
import dev.millrace.serving.protocol.JsonReply;
import dev.millrace.serving.protocol.RowReader;
import dev.millrace.serving.protocol.TableValues;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Predictions;
import dev.millrace.serving.request.Protocol;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import dev.millrace.serving.request.RequestBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /invocations} as {@code mlflow models serve} answers it for the same package: four
 * forms of JSON and CSV in, {@code {"predictions":[{"probability":0.81}]}} out. Stricter in one
 * thing: rows are checked by the contract, so that unknown columns and values out of range are
 * refused. Wider in others: optional columns may be left out, dates may be texts, rows may be
 * arrays in the contract's order, and {@code "params":{"reasons":3}} asks for reasons.
 */
public final class MlflowProtocol implements Protocol {
  private final ModelIdentity model;
  private final ReasonText reasons;
  private final RowReader reader;
  private final TableValues values;

  /**
   * For one model.
   *
   * @param reasons how reasons of its rows are written
   */
  public MlflowProtocol(ModelIdentity model, ReasonText reasons) {
    this.model = model;
    this.reasons = reasons;
    this.reader = new RowReader(model.contract());
    this.values = new TableValues(model.contract(), model.nullValues());
  }

  @Override
  public String label() {
    return "mlflow";
  }

  @Override
  public PredictRequest read(RequestBody body) throws Refusal {
    return BodyType.of(body.contentType()) == BodyType.CSV ? readCsv(body) : readJson(body);
  }

  @Override
  public Reply answer(PredictRequest request, Predictions predictions) {
    return JsonReply.of(200, Answer.of(request, predictions, reasons));
  }

  @Override
  public Reply refuse(Refusal refusal) {
    return MlflowReplies.refusal(refusal);
  }

  private PredictRequest readJson(RequestBody body) throws Refusal {
    JsonTable table = JsonTable.read(body.bytes(), model.contract(), body.maxRows());
    return read(table.rows(), table.reasons(), body.maxRows());
  }

  private PredictRequest readCsv(RequestBody body) throws Refusal {
    CsvTable table = CsvTable.read(body.bytes(), body.maxRows());
    try {
      return read(table.rows(), 0, body.maxRows());
    } catch (Refusal refusal) {
      throw table.located(refusal);
    }
  }

  private PredictRequest read(List<?> rows, int reasons, int maxRows) throws Refusal {
    RowReader.requireRows(rows.size(), maxRows);
    List<@Nullable Object> read = new ArrayList<>(rows.size());
    for (Object row : rows) {
      read.add(row instanceof Map<?, ?> named ? values(named) : row);
    }
    return reader.read(read, reasons, maxRows);
  }

  private Map<String, @Nullable Object> values(Map<?, ?> row) {
    Map<String, @Nullable Object> read = new LinkedHashMap<>();
    row.forEach((name, value) -> read.put((String) name, values.read((String) name, value)));
    return read;
  }
}
