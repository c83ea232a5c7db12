package dev.millrace.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.protocol.kserve.KserveProtocol;
import dev.millrace.serving.protocol.mlflow.MlflowProtocol;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Protocol;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RequestBody;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Real requests with bytes changed, cut out and doubled: read or refused, and nothing else. */
class MutatedBodiesTest {
  private static final Protocol MLFLOW =
      new MlflowProtocol(Subscribers.CHAMPION, Subscribers.REASONS);
  private static final Protocol V2 = new KserveProtocol(Subscribers.CHAMPION, Subscribers.REASONS);
  private static final String ROW =
      "{\"plan\":\"pro\",\"region\":null,\"tenure\":71,\"minutes\":1e3,\"autopay\":true,"
          + "\"joined\":18462,\"last_seen\":\"2026-05-26T18:00:00Z\"}";
  private static final String TENSORS =
      "{\"id\":\"1\",\"parameters\":{\"reasons\":2,\"binary_data_output\":true},\"inputs\":["
          + "{\"name\":\"plan\",\"shape\":[1,1],\"datatype\":\"BYTES\",\"data\":[[\"pro\"]]},"
          + "{\"name\":\"tenure\",\"shape\":[1],\"datatype\":\"UINT8\",\"data\":[71]},"
          + "{\"name\":\"autopay\",\"shape\":[1],\"datatype\":\"BOOL\",\"data\":[true]},"
          + "{\"name\":\"joined\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1.5e4]}],"
          + "\"outputs\":[{\"name\":\"reasons\",\"parameters\":{\"binary_data\":false}}]}";
  private static final List<String> JSON =
      List.of(
          "{\"dataframe_records\":[" + ROW + "],\"params\":{\"reasons\":1}}",
          "{\"dataframe_split\":{\"columns\":[\"plan\"],\"index\":[0],\"data\":[[\"pro\"]]}}",
          "{\"instances\":[[\"pro\",null,71,1e3,true,18462,20599.75]]}",
          "{\"inputs\":" + ROW + "}");
  private static final String CSV =
      "plan,tenure,autopay,joined\r\n\"pro\",71,yes,18462\r\nbasic,1,\"no\",2020-01-01\r\n";
  private static final String MARKS = "{}[],:\"\\\r\n0-1e9.null\u00e9";

  @Property(tries = 3000)
  void mlflow_reads_or_refuses(@ForAll long seed) {
    Random random = new Random(seed);
    String body = random.nextInt(4) == 0 ? CSV : JSON.get(random.nextInt(JSON.size()));
    String type = body.equals(CSV) ? "text/csv" : "application/json";
    check(MLFLOW, new RequestBody(mutated(body, random), type, null, 9));
  }

  @Property(tries = 2000)
  void v2_reads_or_refuses(@ForAll long seed) {
    Random random = new Random(seed);
    check(V2, new RequestBody(mutated(TENSORS, random), null, null, 9));
  }

  private static void check(Protocol protocol, RequestBody body) {
    try {
      PredictRequest request = protocol.read(body);
      assertThat(request.rows().rows()).isBetween(1, 9);
      assertThat(protocol.answer(request, Subscribers.predictions(request)).status())
          .isEqualTo(200);
    } catch (Refusal refusal) {
      assertThat(protocol.refuse(refusal).status()).isIn(400, 413);
      assertThat(protocol.refuse(refusal).body().length()).isPositive();
    }
  }

  private static Buffer mutated(String body, Random random) {
    StringBuilder text = new StringBuilder(body);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, MARKS.charAt(random.nextInt(MARKS.length())));
        case 1 -> text.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
        case 2 -> text.delete(Math.max(1, at), Math.max(1, end));
        default -> text.insert(at, text.substring(at, end));
      }
    }
    Buffer bytes = Buffer.buffer(text.toString());
    if (random.nextInt(8) == 0) {
      bytes.setByte(random.nextInt(bytes.length()), (byte) random.nextInt(256));
    }
    return bytes;
  }
}
