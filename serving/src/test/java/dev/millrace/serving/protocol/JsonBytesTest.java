package dev.millrace.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class JsonBytesTest {
  @Property
  void a_double_as_java_writes_it_is_read_back(@ForAll double value) {
    assertThat(number(Double.toString(value))).isEqualTo(value);
  }

  @Property
  void any_decimal_is_the_double_that_java_makes_of_it(
      @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L)
          long digits,
      @ForAll @IntRange(max = 30) int decimals,
      @ForAll @IntRange(min = -40, max = 40) int exponent) {
    String text = java.math.BigDecimal.valueOf(digits, decimals).toPlainString();
    if (digits != 0) {
      assertThat(number(text)).isEqualTo(Double.parseDouble(text));
    }
    assertThat(number(text + "e" + exponent)).isEqualTo(Double.parseDouble(text + "e" + exponent));
  }

  @Example
  void what_json_does_not_allow_is_no_number() {
    for (String text : new String[] {"01", "1.", "-", ".5", "1e", "1e+", "-.5", "00.5"}) {
      assertThat(number(text)).as(text).isNaN();
    }
  }

  @Example
  void texts_of_every_length_are_taken_as_a_whole() {
    for (int length = 0; length < 40; length++) {
      String text = "\"" + "x".repeat(length) + "\"";
      assertThat(tokenLength(text + ",\"y\"")).isEqualTo(length + 2);
      assertThat(tokenLength("\"" + "x".repeat(length) + "\\\"\"}")).isEqualTo(length + 4);
      assertThat(tokenLength("\"" + "x".repeat(length))).isNegative();
      assertThat(tokenLength("\"" + "x".repeat(length) + "\u0001\"")).isNegative();
      assertThat(tokenLength("\"" + "x".repeat(length) + "\\")).isNegative();
    }
  }

  private static double number(String text) {
    return open(text).takeNumber();
  }

  private static int tokenLength(String text) {
    JsonBytes json = open(text);
    return json.takeToken() ? json.tokenLength() : -1;
  }

  private static JsonBytes open(String text) {
    JsonBytes json = new JsonBytes();
    json.open(Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
    return json;
  }
}
