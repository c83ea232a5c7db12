package dev.millrace.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Opens the page in a real browser that cannot reach any host. */
class ReportInBrowserTest {
  private static final int PHONE = 390;

  /** The texts of drawings that cover another one, or stick out. */
  private static final String OVERLAPPING_LETTERS =
      """
      const wrong = [];
      document.querySelectorAll(arguments[0]).forEach(svg => {
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

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  @TempDir static Path folder;
  @TempDir static Path relational;
  private static ChromeDriver browser;

  @BeforeAll
  static void open() {
    File chrome = BROWSERS.stream().flatMap(ReportInBrowserTest::onPath).findFirst().orElse(null);
    File driver = onPath("chromedriver").findFirst().orElse(null);
    if (chrome == null || driver == null) {
      String reason = "Chromium and chromedriver are not installed; the page was not opened.";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(reason);
      }
      System.out.println(reason);
      abort(reason);
    }
    new ReportWriter().write(SampleReport.complete(), folder);
    new ReportWriter().write(SampleRelational.complete(), relational);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chrome);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND");
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver).usingAnyFreePort().build();
    browser = new ChromeDriver(service, options);
    browser.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30));
  }

  private static void show(Path run) {
    browser.get(run.resolve("report.html").toUri().toString());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void a_phone_never_scrolls_the_page_sideways() {
    for (Path run : List.of(folder, relational)) {
      show(run);
      browser.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
      resize(PHONE);
      assertThat(number("return document.documentElement.clientWidth")).isEqualTo(PHONE);
      assertThat(number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(PHONE);
    }
  }

  @Test
  void all_sections_are_visible_on_phone_and_desk() {
    Map<Path, Integer> sectionsOf = Map.of(folder, 17, relational, 22);
    for (Path run : sectionsOf.keySet()) {
      show(run);
      for (int width : List.of(PHONE, 1280)) {
        resize(width);
        List<WebElement> sections = browser.findElements(By.tagName("section"));
        assertThat(sections).hasSize(sectionsOf.get(run));
        for (WebElement section : sections) {
          assertThat(section.isDisplayed()).isTrue();
          assertThat(section.getSize().getHeight()).isGreaterThan(60);
          assertThat(section.getSize().getWidth()).isLessThanOrEqualTo(width);
        }
      }
    }
  }

  @Test
  void letters_in_charts_stay_legible_on_a_phone() {
    for (Path run : List.of(folder, relational)) {
      show(run);
      resize(PHONE);
      double smallest =
          ((Number)
                  browser.executeScript(
                      "return Math.min(...[...document.querySelectorAll('figure svg text')]"
                          + ".map(t => t.getBoundingClientRect().height))"))
              .doubleValue();
      assertThat(smallest).isGreaterThan(9);
    }
  }

  @Test
  void letters_in_drawn_charts_neither_overlap_nor_leave_the_chart() {
    show(relational);
    for (int width : List.of(PHONE, 1280)) {
      resize(width);
      for (String section : List.of("split", "periods")) {
        assertThat(browser.executeScript(OVERLAPPING_LETTERS, "#" + section + " figure svg"))
            .as(section)
            .isEqualTo(List.of());
      }
    }
    show(folder);
    for (int width : List.of(PHONE, 1280)) {
      resize(width);
      assertThat(browser.executeScript(OVERLAPPING_LETTERS, "#tuning figure svg"))
          .isEqualTo(List.of());
    }
  }

  @Test
  void text_stands_out_from_its_ground_in_light_and_dark() {
    for (String scheme : List.of("light", "dark")) {
      browser.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      for (Path run : List.of(folder, relational)) {
        show(run);
        String ink = color("document.querySelector('#split p')", "color");
        String label = color("document.querySelector('figure svg text')", "fill");
        String paper = color("document.querySelector('section')", "backgroundColor");
        assertThat(Contrast.of(ink, paper)).as(scheme + " text").isGreaterThan(7);
        assertThat(Contrast.of(label, paper)).as(scheme + " chart text").isGreaterThan(4.5);
      }
      coloursOfRelationalRunsStandOut(scheme);
    }
  }

  /** Of the page that is shown: warnings, marked values, small notes and the parts' bars. */
  private static void coloursOfRelationalRunsStandOut(String scheme) {
    String paper = color("document.querySelector('section')", "backgroundColor");
    for (String marked : List.of("td.warn", "td.bad", ".note")) {
      String ink = color("document.querySelector('#features " + marked + "')", "color");
      assertThat(Contrast.of(ink, paper)).as(scheme + " " + marked).isGreaterThan(4.5);
    }
    String warning = color("document.querySelector('.verdict.warn strong')", "color");
    String wash = color("document.querySelector('.verdict.warn')", "backgroundColor");
    assertThat(Contrast.of(warning, wash)).as(scheme + " warning").isGreaterThan(4.5);
    for (String bar : List.of(".f-model", ".f-baseline", ".f-test")) {
      String fill = color("document.querySelector('#split svg " + bar + "')", "fill");
      assertThat(Contrast.of(fill, paper)).as(scheme + " " + bar).isGreaterThan(3);
    }
  }

  private static String color(String element, String property) {
    return String.valueOf(
        browser.executeScript("return getComputedStyle(" + element + ")." + property));
  }

  private static void resize(int width) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  private static int number(String script) {
    return ((Number) browser.executeScript(script)).intValue();
  }

  private static Stream<File> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toFile);
  }
}
