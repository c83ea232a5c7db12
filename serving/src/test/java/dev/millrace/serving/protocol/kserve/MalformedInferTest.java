package dev.millrace.serving.protocol.kserve;

import static dev.millrace.serving.protocol.Subscribers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.protocol.Subscribers;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RequestBody;
import io.vertx.core.buffer.Buffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedInferTest {
  private final KserveProtocol protocol =
      new KserveProtocol(Subscribers.CHAMPION, Subscribers.REASONS);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[];The body is to be a JSON object, but it is an array of 0.",
        "{};'inputs' is to be an array, but it is missing.",
        "{\"inputs\":5};'inputs' is to be an array, but it is 5.",
        "{\"inputs\":[5]};'inputs[0]' is to be an object, but it is 5.",
        "{\"inputs\":[{}]};'inputs[0].name' is to be a text, but it is missing.",
        "{\"id\":7,\"inputs\":[]};'id' is to be a text, but it is 7.",
        "{\"parameters\":7,\"inputs\":[]};'parameters' is to be an object, but it is 7.",
        "{\"parameters\":{\"reasons\":-1},\"inputs\":[]};'reasons' is to be a whole number from 0",
        "{\"parameters\":{\"binary_data_output\":1},\"inputs\":[]};"
            + "'parameters.binary_data_output' is to be true or false, but it is 1.",
        "{\"outputs\":[{\"name\":\"decisoin\"}],\"inputs\":[]};"
            + "There is no output 'decisoin'. Did you mean 'decision'?",
        "{\"outputs\":[{\"name\":\"decision\"},{\"name\":\"decision\"}]};"
            + "The output 'decision' is asked for twice.",
        "{\"outputs\":[{\"name\":\"decision\",\"parameters\":{\"classification\":2}}]};"
            + "'outputs[0].parameters.classification' is an extension",
        "{\"outputs\":{}};'outputs' is to be an array, but it is an object.",
      })
  void a_malformed_request_is_refused(String body, String message) {
    assertThat(refused(json(body))).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"shape\":[1],\"datatype\":\"INT\",\"data\":[1];'inputs[0].datatype' is to be one of BOOL",
        "\"shape\":[1],\"data\":[1];'inputs[0].datatype' is to be a text, but it is missing.",
        "\"datatype\":\"INT8\",\"data\":[1];'inputs[0].shape' is to be an array",
        "\"shape\":[],\"datatype\":\"INT8\",\"data\":[1];[rows, 1], but it is [].",
        "\"shape\":[-1],\"datatype\":\"INT8\",\"data\":[1];[rows, 1], but it is [-1].",
        "\"shape\":[1,2],\"datatype\":\"INT8\",\"data\":[1,2];[rows, 1], but it is [1, 2].",
        "\"shape\":[1.0],\"datatype\":\"INT8\",\"data\":[1];[rows, 1], but it is [1.0].",
        "\"shape\":[9223372036854775808],\"datatype\":\"INT8\",\"data\":[1];[rows, 1], but it is",
        "\"shape\":[9223372036854775807],\"datatype\":\"INT8\",\"data\":[1];"
            + "'inputs[0].data' has 1 elements, but its shape asks for 9223372036854775807.",
        "\"shape\":[0],\"datatype\":\"INT8\",\"data\":[1];has 1 elements, but its shape asks for 0.",
        "\"shape\":[0],\"datatype\":\"INT8\",\"data\":[];There is no row to predict.",
        "\"shape\":[1],\"datatype\":\"INT8\",\"data\":1;'inputs[0].data' is to be an array",
        "\"shape\":[1],\"datatype\":\"INT8\";'inputs[0].data' is to be an array, but it is missing.",
        "\"shape\":[1],\"datatype\":\"INT8\",\"data\":[1],\"parameters\":{\"binary_data_size\":1};"
            + "'inputs[0]' has both 'data' and 'binary_data_size'.",
        "\"shape\":[1],\"datatype\":\"INT8\",\"parameters\":{\"binary_data_size\":-1};"
            + "'inputs[0].parameters.binary_data_size' is to be a number of bytes, but it is -1.",
        "\"shape\":[1],\"datatype\":\"INT8\",\"parameters\":{\"binary_data_size\":2147483647};"
            + "'tenure' is to have 2147483647 bytes, but only 0 are left in the body.",
        "\"shape\":[1],\"datatype\":\"INT8\",\"parameters\":{\"binary_data_size\":99999999999};"
            + "is to be a number of bytes, but it is 99999999999.",
      })
  void a_malformed_tensor_is_refused(String tensor, String message) {
    assertThat(refused(json("{\"inputs\":[{\"name\":\"tenure\"," + tensor + "}]}")))
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "BOOL;1;1 is no BOOL (true or false).",
        "BOOL;\"true\";the text 'true' is no BOOL (true or false).",
        "UINT8;256;256 is no UINT8 (a whole number from 0 to 255).",
        "UINT8;-1;-1 is no UINT8 (a whole number from 0 to 255).",
        "INT8;-129;-129 is no INT8 (a whole number from -128 to 127).",
        "UINT16;65536;65536 is no UINT16 (a whole number from 0 to 65535).",
        "INT32;2147483648;from -2147483648 to 2147483647).",
        "UINT64;18446744073709551616;from 0 to 18446744073709551615).",
        "INT64;9223372036854775808;to 9223372036854775807).",
        "INT64;1.5;1.5 is no INT64",
        "INT64;1e300;1.0E300 is no INT64",
        "INT64;NaN;NaN is no INT64",
        "INT64;true;true is no INT64",
        "FP16;65505;65505 is no FP16 (a number of at most 65504.0).",
        "FP32;1e39;1.0E39 is no FP32",
        "FP64;\"1\";the text '1' is no FP64",
        "BYTES;1;1 is no BYTES (a text).",
        "BYTES;[1];an array of 1 is no BYTES (a text).",
      })
  void an_element_that_is_not_of_the_datatype_is_refused(
      String type, String element, String message) {
    String body =
        "{'inputs':[{'name':'x','shape':[2],'datatype':'%s','data':[null,%s]}]}"
            .replace('\'', '"')
            .formatted(type, element);
    Refusal refusal = Subscribers.refusal(() -> checked(json(body)));
    assertThat(refusal.problems())
        .singleElement()
        .asString()
        .startsWith("row 2, x: ")
        .contains(message);
  }

  private static InputTable checked(RequestBody body) throws Refusal {
    InputTable table = InputTable.read(InferBody.read(body), 9);
    table.checkElements();
    return table;
  }

  @Test
  void all_unknown_and_missing_inputs_are_named_once() {
    String body =
        "{\"inputs\":[{\"name\":\"tenur\",\"shape\":[2],\"datatype\":\"INT8\",\"data\":[1,2]},"
            + "{\"name\":\"joined\",\"shape\":[2],\"datatype\":\"INT8\",\"data\":[1,2]}]}";
    assertThat(refused(json(body)))
        .isEqualTo(
            """
            There is no input 'tenur'. Did you mean 'tenure'?
            The input 'plan' is required.
            The input 'tenure' is required.
            The input 'autopay' is required.""");
  }

  @Test
  void names_too_long_to_be_said_again_are_not() {
    String name = "x".repeat(1001);
    assertThat(refused(json("{\"inputs\":[{\"name\":\"" + name + "\"}]}")))
        .isEqualTo("'inputs[0].name' has 1001 letters.");
  }

  @Test
  void inputs_are_of_one_length_and_come_once() {
    String plan = "{\"name\":\"plan\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"pro\"]},";
    String rest =
        "{\"name\":\"autopay\",\"shape\":[1],\"datatype\":\"BOOL\",\"data\":[true]},"
            + "{\"name\":\"joined\",\"shape\":[1],\"datatype\":\"INT8\",\"data\":[1]},"
            + "{\"name\":\"tenure\",\"shape\":[2],\"datatype\":\"INT8\",\"data\":[1,2]}";
    assertThat(refused(json("{\"inputs\":[" + plan + rest + "]}")))
        .isEqualTo("The inputs have different lengths: 'tenure' has 2 rows, those before it 1.");
    assertThat(refused(json("{\"inputs\":[" + plan + plan + rest + "]}")))
        .isEqualTo("The input 'plan' comes twice.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e2", "+5", "999999999999", "100000", "0x10", " 4"})
  void the_length_of_the_json_must_be_within_the_body(String length) {
    RequestBody body = new RequestBody(Buffer.buffer("{\"inputs\":[]}"), null, length, 9);
    assertThat(refused(body)).contains("Inference-Header-Content-Length");
  }

  @Test
  void bytes_must_be_as_many_as_the_shape_says() {
    assertThat(binary("INT32", "2", 7))
        .isEqualTo("'x' has 7 bytes, which are not 2 elements of INT32.");
    assertThat(binary("INT32", "2", 12)).contains("which are not 2 elements");
    assertThat(binary("FP64", "9223372036854775807", 8))
        .contains("which are not 9223372036854775807");
    assertThat(binary("BYTES", "1000000000", 8)).contains("which are not 1000000000 elements");
    assertThat(binary("BYTES", "1", 4, 9, 0, 0, 0)).isEqualTo("'x' ends within its text 1.");
    assertThat(binary("BYTES", "1", 4, 255, 255, 255, 255))
        .isEqualTo("'x' ends within its text 1.");
    assertThat(binary("BYTES", "2", 8, 1, 0, 0, 0, 'a')).isEqualTo("'x' ends within its text 2.");
    assertThat(binary("BYTES", "1", 6)).isEqualTo("'x' has 2 bytes after its last text.");
    assertThat(binary("BYTES", "1", 5, 1, 0, 0, 0, 0xff))
        .isEqualTo("'x': its text 1 is not UTF-8.");
    assertThat(binary("INT8", "0", 0)).isEqualTo("There is no row to predict.");
    assertThat(binary("INT8", "10", 10)).startsWith("A request may have 9 rows");
  }

  @Test
  void bytes_that_belong_to_no_tensor_are_refused() {
    Buffer body = Buffer.buffer("{\"inputs\":[]}").appendByte((byte) 0);
    assertThat(refused(new RequestBody(body, null, "13", 9)))
        .isEqualTo("1 bytes of the body belong to no tensor.");
  }

  @Property(tries = 1000)
  void changed_bytes_are_read_or_refused(@ForAll long seed) {
    Random random = new Random(seed);
    Buffer header =
        Buffer.buffer(
            "{\"inputs\":[{\"name\":\"plan\",\"shape\":[2],\"datatype\":\"BYTES\","
                + "\"parameters\":{\"binary_data_size\":12}}]}");
    Buffer body = header.copy().appendBytes(new byte[12]);
    for (int i = random.nextInt(5); i >= 0; i--) {
      body.setByte(random.nextInt(body.length()), (byte) random.nextInt(256));
    }
    String length = Integer.toString(header.length());
    assertThat(refused(new RequestBody(body, null, length, 9))).isNotEmpty();
  }

  private String refused(RequestBody body) {
    Refusal refusal = Subscribers.refusal(() -> protocol.read(body));
    assertThat(refusal.status()).isIn(400, 413);
    return refusal.message();
  }

  /** What reading a tensor of so many bytes says; those not given are 0. */
  private String binary(String type, String rows, int size, int... bytes) {
    Buffer body =
        Buffer.buffer(
            "{\"inputs\":[{\"name\":\"x\",\"shape\":[%s],\"datatype\":\"%s\",\"parameters\":{\"binary_data_size\":%d}}]}"
                .formatted(rows, type, size));
    String length = Integer.toString(body.length());
    for (int i = 0; i < size; i++) {
      body.appendByte((byte) (i < bytes.length ? bytes[i] : 0));
    }
    return refused(new RequestBody(body, null, length, 9));
  }
}
