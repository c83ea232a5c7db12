package dev.millrace.serving.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What the page does in a real browser, before any server that serves subscribers-1 openly. */
abstract class PageKit {
  static final int PHONE = 390;
  static final int DESK = 1280;

  /** The texts that stand out too little from what is behind them. */
  private static final String FAINT =
      """
      const channels = c => c.match(/[\\d.]+/g).map(Number);
      const solid = c => channels(c).length < 4 || channels(c)[3] > 0;
      const light = c => { const l = channels(c).slice(0, 3).map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
        return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
      const ground = e => { for (let at = e; at; at = at.parentElement) {
        const c = getComputedStyle(at).backgroundColor; if (solid(c)) return c; }
        return 'rgb(255, 255, 255)'; };
      const faint = [];
      for (const e of document.querySelectorAll('body *')) {
        const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
        if (!own || !e.checkVisibility() || e.closest('option, script, dialog:not([open])')) continue;
        const style = getComputedStyle(e);
        const ink = e.closest('svg') ? style.fill : style.color;
        const [a, b] = [light(ink), light(ground(e))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) faint.push(e.tagName + '.' + e.className + ' ' + contrast.toFixed(2)
          + ' ' + e.textContent.trim().slice(0, 40));
      }
      return faint;
      """;

  /** Controls that a screen reader could not name. */
  private static final String NAMELESS =
      """
      return [...document.querySelectorAll('button, input, select, a')]
        .filter(e => !(e.textContent.trim() || e.labels?.length || e.getAttribute('aria-label')))
        .map(e => e.outerHTML);
      """;

  static Browser browser;

  /** Where the server is. */
  abstract URI base();

  @BeforeAll
  static void open() {
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothing_went_wrong_unseen() {
    assertThat(browser.errors().stream().filter(e -> !e.contains("status of 40"))).isEmpty();
  }

  void show(String path) {
    browser.resize(DESK);
    browser.show(base(), path);
  }

  void predictTheExample() {
    browser.shown("[data-column=plan] select");
    browser.shown("#example").click();
    browser.shown("#predict").click();
    browser.shown("#probability");
  }

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
      browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertThat(browser.run(FAINT)).as(scheme).isEqualTo(List.of());
      show("/docs");
      browser.shown(".operation");
      assertThat(browser.run(FAINT)).as(scheme).isEqualTo(List.of());
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
