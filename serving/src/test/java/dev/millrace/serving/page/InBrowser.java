package dev.millrace.serving.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests in a real browser; nothing may go wrong there unseen. */
abstract class InBrowser {
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

  /** Texts of what is shown now that are hard to read. */
  static Object faint() {
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
    return browser.run(FAINT);
  }
}
