package dev.millrace.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void it_says_what_it_wrote_and_what_comes_next() {
    Path place = folder.resolve("churn");

    Captured demo = demo(place, "--customers", "30", "--months", "2");

    assertThat(demo.code()).isZero();
    assertThat(demo.out())
        .startsWith("30 customers, of whom ")
        .contains(" rows of usage, ", "next: millrace run " + place.resolve("recipe.yaml"));
    assertThat(place.resolve("README.md")).content().contains("# The churn company");
    assertThat(place.resolve("recipe.yaml")).content().contains("recipe: churn");
  }

  @Test
  void it_speaks_json() throws IOException {
    Captured demo = demo(folder.resolve("x"), "--customers", "5", "--months", "1", "--json");

    JsonNode result = Json.mapper().readTree(demo.out());
    assertThat(result.get("customers").asLong()).isEqualTo(5);
    assertThat(result.get("usage").asLong()).isPositive();
  }

  @Test
  void what_it_cannot_make_is_refused_with_exit_code_2() {
    assertThat(demo(folder.resolve("x"), "--truth", "hourly"))
        .satisfies(demo -> assertThat(demo.code()).isEqualTo(2))
        .satisfies(demo -> assertThat(demo.err()).contains("expected monthly or daily"));
    assertThat(demo(folder.resolve("x"), "--customers", "0"))
        .satisfies(demo -> assertThat(demo.code()).isEqualTo(2))
        .satisfies(demo -> assertThat(demo.err()).contains("from 1 to 10000000"));
  }

  @Test
  void a_folder_that_holds_something_is_refused_with_exit_code_2() {
    demo(folder.resolve("x"), "--customers", "5", "--months", "1");

    Captured again = demo(folder.resolve("x"), "--customers", "5", "--months", "1");
    Captured forced = demo(folder.resolve("x"), "--customers", "5", "--months", "1", "--force");

    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("--force");
    assertThat(forced.code()).isZero();
  }

  private static Captured demo(Path place, String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "demo";
    arguments[1] = place.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Captured.run(arguments);
  }
}
