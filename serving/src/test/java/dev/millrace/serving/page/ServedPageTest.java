package dev.millrace.serving.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.server.Served;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page before the real server, with a challenger. */
class ServedPageTest extends PageKit {
  private static Served served;

  @BeforeAll
  static void start() {
    Path challenger = Served.modelPackage(2);
    Map<String, String> flags =
        Map.of("challenger.model", challenger.toString(), "challenger.mode", "shadow");
    served = Served.start(Served.modelPackage(1), challenger, flags);
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Override
  URI base() {
    return served.base();
  }

  @Test
  void live_figures_follow_what_is_asked() {
    show("/");
    predictTheExample();
    browser.shown("#batching .shares");
    assertThat(browser.text("#batching")).contains("inline");
    assertThat(browser.text("#live")).doesNotContain("NaN", "undefined", "null");
    assertThat(browser.text("#experiment-body"))
        .contains("In the shadow", "champion", "challenger");
    assertThat(browser.text("#foot")).startsWith("millrace ");
  }
}
