package dev.millrace.pipeline.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlTextTest {
  @Property(tries = 500)
  void any_text_reads_back_as_itself(@ForAll String text) {
    assertThat(load("[" + YamlText.key(text) + "]")).isEqualTo(List.of(text));
  }

  @Property(tries = 200)
  void a_remark_never_leaves_its_line(@ForAll String remark) {
    assertThat(load("a: 1 # " + YamlText.comment(remark) + "\nb: 2"))
        .isEqualTo(Map.of("a", 1, "b", 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Yes", "no", "null", "~", "", "1", "1.5", ".5", "- a", "a: b", "a #b", "on"})
  void what_a_reader_could_mistake_is_quoted(String text) {
    assertThat(YamlText.value(text)).startsWith("\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenure", "Month-to-month", "One year", "../data/a.csv", "/data/a.csv"})
  void what_nobody_can_mistake_is_plain(String text) {
    assertThat(YamlText.value(text)).isEqualTo(text);
  }

  private static Object load(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }
}
