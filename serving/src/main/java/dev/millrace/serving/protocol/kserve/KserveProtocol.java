package dev.millrace.serving.protocol.kserve;

import dev.millrace.scoring.ReasonText;
import dev.millrace.serving.protocol.ContentType;
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
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /v2/models/{model}/infer}. Each column is a tensor of the contract's name, of shape
 * {@code [rows]} or {@code [rows, 1]}, in any order and any datatype that can mean its values;
 * optional ones may be left out, and null, NaN and empty texts are missing. Answers the tensors
 * {@code probability}, {@code decision} and {@code prediction_id}, or those asked for; {@code
 * "parameters":{"reasons":3}} adds {@code reasons}. In JSON or in binary, both ways.
 */
public final class KserveProtocol implements Protocol {
  private static final String BINARY = "application/octet-stream";
  private static final List<String> TYPES = List.of("application/json", BINARY);

  private final ModelIdentity model;
  private final ReasonText reasons;
  private final RowReader reader;
  private final TableValues values;

  /**
   * For one model.
   *
   * @param reasons how reasons of its rows are written
   */
  public KserveProtocol(ModelIdentity model, ReasonText reasons) {
    this.model = model;
    this.reasons = reasons;
    this.reader = new RowReader(model.contract());
    this.values = new TableValues(model.contract(), model.nullValues());
  }

  @Override
  public String label() {
    return "v2";
  }

  @Override
  public PredictRequest read(RequestBody body) throws Refusal {
    ContentType.require(body.contentType(), TYPES);
    InferBody parts = InferBody.read(body);
    String id = parts.header().optionalText("id");
    AskedOutputs asked = AskedOutputs.read(parts.header(), model.contract());
    InputTable inputs = InputTable.read(parts, body.maxRows());
    inputs.checkNames(model.contract());
    inputs.checkElements();
    PredictRequest read = reader.read(inputs.rows(values), asked.reasons(), body.maxRows());
    return new InferRequest(read, id, asked);
  }

  @Override
  public Reply answer(PredictRequest request, Predictions predictions) {
    Buffer binary = Buffer.buffer();
    InferAnswer answer = InferAnswer.of((InferRequest) request, predictions, reasons, binary);
    return binary.length() == 0
        ? JsonReply.of(200, answer)
        : withBinary(JsonReply.bytes(answer), binary);
  }

  @Override
  public Reply refuse(Refusal refusal) {
    return KserveReplies.refusal(refusal);
  }

  private static Reply withBinary(Buffer json, Buffer binary) {
    String headerLength = Integer.toString(json.length());
    return new Reply(
        200, BINARY, json.appendBuffer(binary), Map.of(InferBody.HEADER_LENGTH, headerLength));
  }
}
