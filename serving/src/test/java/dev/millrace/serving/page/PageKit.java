package dev.millrace.serving.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What the page does before any server that serves subscribers-1 openly. */
abstract class PageKit extends InBrowser {
  /** Controls that a screen reader could not name. */
  private static final String NAMELESS =
      """
      return [...document.querySelectorAll('button, input, select, a')]
        .filter(e => !(e.textContent.trim() || e.labels?.length || e.getAttribute('aria-label')))
        .map(e => e.outerHTML);
      """;

  @Test
  void the_form_has_a_field_of_the_right_kind_for_each_column() {
    show("/");
    browser.shown("[data-column=plan] select");
    assertThat(browser.texts("[data-column=plan] option"))
        .containsExactly("", "basic", "pro", "team");
    assertThat(browser.shown("[data-column=joined] input").getDomAttribute("type"))
        .isEqualTo("date");
    assertThat(browser.text("[data-column=tenure]")).contains("month", "0 to 600", "required");
    assertThat(browser.all("[data-column]")).hasSize(8);
    assertThat(browser.run(NAMELESS)).isEqualTo(List.of());
  }

  @Test
  void the_example_gets_a_probability_a_decision_and_reasons() {
    show("/");
    predictTheExample();
    assertThat(browser.text("#probability")).isEqualTo("3.3 %");
    assertThat(browser.text("#decision")).isEqualTo("Decision: not Yes");
    assertThat(browser.text(".threshold-label")).isEqualTo("threshold 23.3 %");
    assertThat(browser.texts("#reasons li")).hasSizeBetween(5, 7);
    assertThat(browser.texts("#reasons li").get(0))
        .contains("tenure", "71 month", "usual 36", "−0.9");
    assertThat(browser.text("#prediction-id")).isNotEmpty();
  }

  @Test
  void the_same_question_can_be_copied_as_a_command() {
    show("/");
    predictTheExample();
    browser.shown(".answer summary").click();
    assertThat(browser.text(".answer pre"))
        .startsWith("curl -sS -X POST '" + base().resolve("/v1/models/subscribers/predict"))
        .contains("\"plan\":\"pro\"", "\"last_seen\":\"2026-05-26T21:30:32Z\"");
  }

  @Test
  void each_problem_is_told_at_its_field_and_the_first_gets_the_focus() {
    show("/");
    browser.shown("[data-column=plan] select");
    browser.shown("#example").click();
    type("tenure", "-3");
    type("minutes", "many");
    browser.shown("[data-column=minutes] input").sendKeys(Keys.ENTER);
    assertThat(browser.text("[data-column=tenure] .problem")).isEqualTo("-3 is too small (min 0).");
    assertThat(browser.text("[data-column=minutes] .problem")).isEqualTo("'many' is not a number.");
    assertThat(browser.run("return document.activeElement.name")).isEqualTo("tenure");
    assertThat(browser.all("[aria-invalid]")).hasSize(2);
    type("tenure", "3");
    type("minutes", "");
    browser.shown("#predict").click();
    browser.shown("#probability");
    assertThat(browser.all("[aria-invalid]")).isEmpty();
  }

  private static void type(String column, String text) {
    WebElement field = browser.shown("[data-column=" + column + "] input");
    field.clear();
    field.sendKeys(text);
  }

  @Test
  void the_model_card_tells_quality_and_limits() {
    show("/");
    browser.shown("#metrics");
    assertThat(browser.texts("#metrics tbody tr").get(0))
        .contains("ROC-AUC", "0.787", "0.725 to 0.841");
    assertThat(browser.text("#limits")).contains("what goes together, not what causes");
  }

  @Test
  void nothing_scrolls_sideways_on_phone_or_desk() {
    for (String path : List.of("/", "/docs")) {
      show(path);
      browser.shown("[data-column=plan] select, .operation");
      browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
      for (int width : List.of(PHONE, DESK)) {
        browser.resize(width);
        assertThat(browser.run("return document.documentElement.scrollWidth"))
            .as(path)
            .isEqualTo((long) width);
      }
    }
  }

  @Test
  void text_stands_out_from_its_ground_in_light_and_dark() {
    for (String scheme : List.of("light", "dark")) {
      browser.scheme(scheme);
      show("/");
      predictTheExample();
      assertThat(faint()).as(scheme).isEqualTo(List.of());
      show("/docs");
      browser.shown(".operation");
      assertThat(faint()).as(scheme).isEqualTo(List.of());
    }
  }

  @Test
  void the_documentation_shows_every_operation_with_a_command() {
    show("/docs");
    browser.shown(".operation");
    assertThat(browser.all(".operation")).hasSizeGreaterThan(25);
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('.operation')]"
                    + ".filter(o => !o.querySelector('pre')?.textContent.startsWith('curl')).map(o => o.id)"))
        .isEqualTo(List.of());
    assertThat(browser.text("#schema-Row")).contains("tenure", "0 to 600", "Unit: month.");
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('a[href^=\"#\"]')]"
                    + ".map(a => a.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))"))
        .isEqualTo(List.of());
  }
}
