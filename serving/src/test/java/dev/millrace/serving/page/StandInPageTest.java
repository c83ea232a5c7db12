package dev.millrace.serving.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page before a server whose status a test can choose. */
class StandInPageTest extends InBrowser {
  private static final String COVERED_LETTERS =
      """
      const wrong = [];
      document.querySelectorAll('#charts svg, .interval svg').forEach(svg => {
        const frame = svg.getBoundingClientRect();
        const boxes = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
        boxes.forEach(([t, a], i) => {
          if (a.left < frame.left - 1 || a.right > frame.right + 1) wrong.push(t.textContent);
          boxes.slice(i + 1).forEach(([u, b]) => {
            const apart = a.right <= b.left || b.right <= a.left
                || a.bottom <= b.top + 2 || b.bottom <= a.top + 2;
            if (!apart) wrong.push(t.textContent + ' / ' + u.textContent);
          });
        });
      });
      return wrong;
      """;

  private static StandInServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new StandInServer(Path.of("src/test/resources/packages/subscribers-1"), 0);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void busy() {
    server.status(SampleStatus.busy("subscribers"));
    server.requireKey(null);
    server.statusCode(200);
  }

  @Override
  URI base() {
    return server.base();
  }

  @Test
  void what_is_wrong_stands_above_everything() {
    show("/");
    browser.shown(".banner");
    assertThat(browser.texts("#banners .banner"))
        .satisfiesExactly(
            refused ->
                assertThat(refused).contains("Version 4 was refused", "0.42", "Version 3 stays"),
            source ->
                assertThat(source)
                    .contains("Newer versions cannot be looked for", "Connection refused"));
  }

  @Test
  void whatever_can_be_wrong_is_easy_to_read() {
    for (String scheme : List.of("light", "dark")) {
      browser.scheme(scheme);
      show("/");
      browser.shown(".interval svg");
      assertThat(faint()).as(scheme).isEqualTo(List.of());
    }
  }

  @Test
  void a_quiet_server_is_shown_without_warnings_or_figures_it_does_not_have() {
    server.status(SampleStatus.quiet("subscribers"));
    show("/");
    browser.shown(".tile");
    assertThat(browser.all("#banners .banner")).isEmpty();
    assertThat(browser.all("#rollback")).isEmpty();
    assertThat(browser.text("#experiment-body")).contains("No challenger");
    assertThat(browser.text("#drift-body")).contains("Not watched");
    assertThat(browser.text("#live")).doesNotContain("NaN", "undefined", "null");
  }

  @Test
  void drift_is_told_largest_first() {
    show("/");
    browser.shown("table.drift");
    assertThat(browser.texts("table.drift tbody th"))
        .startsWith("probability", "region", "tenure", "joined")
        .endsWith("minutes");
    assertThat(browser.texts("table.drift .level")).startsWith("stable", "large", "moderate");
  }

  @Test
  void features_of_too_few_rows_are_not_called_stable() {
    ObjectNode status = SampleStatus.busy("subscribers");
    ObjectNode drift = status.withObjectProperty("drift").put("rows", 1);
    drift.withArray("features").forEach(each -> ((ObjectNode) each).put("level", "unknown"));
    drift.withObject("/prediction").put("level", "unknown");
    server.status(status);
    show("/");
    browser.shown("table.drift");
    assertThat(browser.text("#drift-body")).contains("Too few rows came", "1 row since");
    assertThat(browser.texts("table.drift .level, table.drift td.num")).containsOnly("–");
  }

  @Test
  void what_is_wrong_with_the_challenger_is_said() {
    ObjectNode status = SampleStatus.quiet("subscribers");
    status.put("challenger_problem", "Version 5 was refused, and version 4 stays: broken.");
    server.status(status);
    show("/");
    browser.shown(".banner");
    assertThat(browser.texts("#banners .banner"))
        .containsExactly(
            "The challenger needs a look. Version 5 was refused, and version 4 stays: broken.");
  }

  @Test
  void the_experiment_shows_its_arms_its_interval_and_its_verdict() {
    show("/");
    assertThat(browser.text("#verdict")).contains("Undecided");
    assertThat(browser.texts("#experiment-body tbody tr"))
        .containsExactly("champion 3 33,410 5,120", "challenger 4 8,412 1,288");
    assertThat(browser.text("#experiment-body")).contains("Rows are counted since");
    assertThat(browser.shown(".interval svg").getDomAttribute("aria-label"))
        .isEqualTo("Difference 0.0021, from -0.0014 to 0.0056");
  }

  @Test
  void charts_follow_the_last_two_minutes_and_stay_legible_on_a_phone() {
    show("/");
    browser.shown("#charts path");
    assertThat(browser.all("#charts path.line")).hasSize(3);
    for (int width : List.of(PHONE, DESK)) {
      browser.resize(width);
      assertThat(browser.run(COVERED_LETTERS)).as("at " + width).isEqualTo(List.of());
      assertThat(
              ((Number)
                      browser.run(
                          "return Math.min(...[...document.querySelectorAll('svg text')]"
                              + ".map(t => t.getBoundingClientRect().height))"))
                  .doubleValue())
          .isGreaterThan(9);
    }
  }

  @Test
  void a_key_is_asked_for_kept_in_the_tab_and_sent() {
    server.requireKey("secret");
    show("/");
    browser.shown("#key-input").sendKeys("secret", Keys.ENTER);
    predictTheExample();
    assertThat(browser.run("return sessionStorage.getItem('millrace-key')")).isEqualTo("secret");
    assertThat(browser.run("return document.body.outerHTML").toString()).doesNotContain("secret");
    browser.run("sessionStorage.clear()");
  }

  @Test
  void going_back_is_offered_to_operators_only_and_confirmed() {
    ObjectNode status = SampleStatus.busy("subscribers");
    status.withObjectProperty("caller").putArray("roles").add("predict");
    server.status(status);
    show("/");
    browser.shown("#version");
    assertThat(browser.all("#rollback")).isEmpty();
    busy();
    browser.shown("#rollback").click();
    assertThat(browser.text("#rollback-what")).contains("Version 2 will answer instead");
    browser.shown("#rollback-dialog button[value=cancel]").click();
    assertThat(server.rollbacks()).isZero();
    browser.shown("#rollback").click();
    browser.shown("#rollback-go").click();
    browser.until(() -> server.rollbacks() == 1, "the server was told to go back");
  }

  @Test
  void who_may_only_predict_gets_the_form_and_the_card_without_live_figures() {
    server.statusCode(403);
    show("/");
    predictTheExample();
    assertThat(browser.text("#limits")).isNotEmpty();
    assertThat(browser.run("return document.getElementById('live').checkVisibility()"))
        .isEqualTo(false);
    assertThat(browser.all("#rollback, #banners .banner")).isEmpty();
  }

  @Test
  void a_status_that_cannot_be_read_is_said_and_forgotten_when_it_can() {
    show("/");
    browser.shown("#version");
    server.statusCode(404);
    browser.shown("#banners .banner:first-child:not(:nth-last-child(2))");
    assertThat(browser.text("#banners .banner")).contains("could not be read", "is old");
    server.statusCode(200);
    browser.shown("#banners .banner:first-child:nth-last-child(2)");
    assertThat(browser.text("#banners .banner")).contains("Version 4 was refused");
  }

  @Test
  void a_change_of_state_is_noticed_without_losing_what_was_typed() {
    show("/");
    browser.shown("[data-column=tenure] input").sendKeys("17");
    ObjectNode status = SampleStatus.quiet("subscribers");
    status.withObjectProperty("server").put("state", "draining");
    server.status(status);
    assertThat(browser.text("#state.draining")).isEqualTo("draining");
    assertThat(browser.run("return document.querySelector('[data-column=tenure] input').value"))
        .isEqualTo("17");
  }
}
