package dev.millrace.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {
  @Test
  void values_become_maps_lists_texts_and_numbers() throws Refusal {
    assertThat(JsonBody.object(body("{\"b\":[1,2.5,null],\"a\":\"é\"}"), "{}"))
        .isEqualTo(Map.of("b", java.util.Arrays.asList(1, 2.5, null), "a", "é"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`` | The body is not JSON at line 1, column 0: it is empty.",
        "{\"a\":1 | The body is not JSON at line 1, column 7: Unexpected end-of-input: expected close"
            + " marker for Object.",
        "{\"a\":1] | The body is not JSON at line 1, column 7: Unexpected close marker ']': expected '}'.",
        "{\"a\":1}{} | The body is not JSON at line 1, column 8: more comes after its value.",
        "{\"a\":1,\"a\":2} | The body is not JSON at line 1, column 11: Duplicate field 'a'.",
        "{\"a\":NaN} | The body is not JSON at line 1, column 9: Non-standard token 'NaN'."
      })
  void what_is_not_json_is_refused_with_its_place(String text, String message) {
    assertThat(refusal(body(text)).message()).isEqualTo(message);
  }

  @Test
  void depth_and_lengths_are_limited() {
    for (String text :
        List.of(
            "[".repeat(33) + "]".repeat(33),
            "1".repeat(401),
            "\"" + "a".repeat(100_001) + "\"",
            "{\"" + "a".repeat(1_001) + "\":1}")) {
      assertThat(refusal(body(text)).message())
          .startsWith("The body is too large: ")
          .contains("exceeds the maximum allowed")
          .doesNotContain("`");
    }
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused() {
    byte[][] bodies = {
      {'"', (byte) 0xff, '"'},
      {'"', (byte) 0xc3},
      {0, 0, 0, '1', 0, 0x7f, 0, 0},
      {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}
    };
    for (byte[] bytes : bodies) {
      assertThat(refusal(Buffer.buffer(bytes)).status()).isEqualTo(400);
    }
  }

  @Property
  void a_refusal_does_not_tell_what_read_the_body(
      @ForAll @Chars({'{', '}', '[', ']', '"', ':', ',', '1', 'N', '\\', '\u001e', '/', '+', '\''})
          String text) {
    try {
      JsonBody.read(body(text));
    } catch (Refusal refusal) {
      assertThat(refusal.message()).doesNotContain("Feature", "Source", "`", "com.");
    }
  }

  @Test
  void a_body_that_is_no_object_is_refused_with_an_example() {
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> JsonBody.object(body("[1,2]"), "{\"row\":{}}"));
    assertThat(refusal)
        .hasMessage("The body is to be a JSON object, but it is an array of 2.")
        .extracting(Refusal::hint)
        .isEqualTo("Send {\"row\":{}}.");
  }

  @Property
  void any_bytes_are_read_or_refused(@ForAll @Size(max = 40) byte[] bytes) {
    try {
      JsonBody.read(Buffer.buffer(bytes));
    } catch (Refusal refusal) {
      assertThat(refusal.status()).isEqualTo(400);
    }
  }

  private static Refusal refusal(Buffer body) {
    return catchThrowableOfType(Refusal.class, () -> JsonBody.read(body));
  }

  private static Buffer body(String text) {
    return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
  }
}
