package dev.millrace.serving.protocol.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.protocol.Subscribers;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RequestBody;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of NVIDIA's own client; {@code src/test/tritonclient/requests.py} wrote them. */
class TritonRequestTest {
  private static final Path FOLDER = Path.of("src/test/resources/tritonclient");
  private static final String CLEAN =
      "7|pro|Île-de-France|71.0|7.5|1.0|18462.0|20599.75\n-8|basic|null|0.0|NaN|0.0|1.0|NaN";

  private final KserveProtocol protocol =
      new KserveProtocol(Subscribers.CHAMPION, Subscribers.REASONS);

  @ParameterizedTest
  @ValueSource(strings = {"binary", "binary_columns", "json", "json_columns", "mixed"})
  void it_is_read(String name) throws IOException, Refusal {
    assertThat(Subscribers.written(protocol.read(request(name)))).isEqualTo(CLEAN);
  }

  @Test
  void its_wishes_are_read() throws IOException, Refusal {
    InferRequest usual = (InferRequest) protocol.read(request("binary_columns"));
    assertThat(usual.id()).isEqualTo("42");
    assertThat(usual.asked().binary()).hasSize(3).containsEntry(Output.DECISION, true);
    InferRequest mixed = (InferRequest) protocol.read(request("mixed"));
    assertThat(mixed.id()).isNull();
    assertThat(mixed.asked())
        .isEqualTo(
            new AskedOutputs(
                Map.of(Output.DECISION, true, Output.PROBABILITY, false, Output.REASONS, true), 2));
  }

  @Test
  void it_is_cut_anywhere_and_refused() throws IOException {
    RequestBody whole = request("binary");
    for (int length = 0; length < whole.bytes().length(); length++) {
      RequestBody cut =
          new RequestBody(
              whole.bytes().getBuffer(0, length), null, whole.headerLength(), whole.maxRows());
      assertThat(Subscribers.refusal(() -> protocol.read(cut)).status()).isEqualTo(400);
    }
  }

  private static RequestBody request(String name) throws IOException {
    Properties lengths = new Properties();
    try (Reader file = Files.newBufferedReader(FOLDER.resolve("header_lengths.properties"))) {
      lengths.load(file);
    }
    String length = lengths.getProperty(name);
    return new RequestBody(
        Buffer.buffer(Files.readAllBytes(FOLDER.resolve(name + ".body"))),
        "application/octet-stream",
        length.isEmpty() ? null : length,
        Subscribers.MAX_ROWS);
  }

  @Test
  void answers_to_it_are_the_bytes_that_it_reads() throws IOException, Refusal {
    PredictRequest request = protocol.read(request("mixed"));
    var reply = protocol.answer(request, Subscribers.predictions(request));
    int header = Integer.parseInt(reply.headers().get("Inference-Header-Content-Length"));
    assertThat(reply.contentType()).isEqualTo("application/octet-stream");
    assertThat(reply.body().getString(0, header))
        .startsWith(
            "{\"model_name\":\"subscribers\",\"model_version\":\"3\",\"outputs\":["
                + "{\"name\":\"decision\",\"datatype\":\"BOOL\",\"shape\":[2],"
                + "\"parameters\":{\"binary_data_size\":2}},"
                + "{\"name\":\"probability\",\"datatype\":\"FP64\",\"shape\":[2],"
                + "\"data\":[0.5,0.25]},"
                + "{\"name\":\"reasons\",\"datatype\":\"BYTES\",\"shape\":[2],");
    assertThat(reply.body().getBytes(header, header + 2)).containsExactly(1, 1);
    int text = reply.body().getIntLE(header + 2);
    assertThat(reply.body().getString(header + 6, header + 6 + text))
        .startsWith("tenure = 71 (usual ");
  }
}
