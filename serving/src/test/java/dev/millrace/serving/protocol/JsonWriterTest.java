package dev.millrace.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonWriterTest {
  private final JsonWriter writer = new JsonWriter();

  @Property
  void a_text_is_read_back_as_it_was(@ForAll String text) throws Refusal {
    Buffer written = writer.clear().text(text).toBuffer();
    assertThat(JsonBody.read(written)).isEqualTo(text);
  }

  @Example
  void letters_are_utf_8_and_what_is_no_letter_is_escaped() {
    assertThat(writer.clear().text("é日😀\"\\\n\ud83d").toBuffer())
        .hasToString("\"é日😀\\\"\\\\\\u000a\\ud83d\"");
  }

  @Example
  void numbers_are_in_the_shortest_form() {
    writer.clear().number(0.1).raw(",").number(1.0).raw(",").value(2).raw(",").value(-2.5);
    assertThat(writer.toBuffer()).hasToString("0.1,1.0,2,-2.5");
  }

  @Example
  void it_grows_as_needed_and_begins_anew() {
    String text = "x".repeat(3_000_000);
    assertThat(writer.clear().text(text).toBuffer().length()).isEqualTo(3_000_002);
    assertThat(writer.clear().truth(true).toBuffer()).hasToString("true");
  }
}
