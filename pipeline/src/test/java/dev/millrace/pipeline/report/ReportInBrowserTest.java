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
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  @TempDir static Path folder;
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
    browser.get(folder.resolve("report.html").toUri().toString());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void a_phone_never_scrolls_the_page_sideways() {
    resize(PHONE);
    assertThat(number("return document.documentElement.clientWidth")).isEqualTo(PHONE);
    assertThat(number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(PHONE);
  }

  @Test
  void all_sections_are_visible_on_phone_and_desk() {
    for (int width : List.of(PHONE, 1280)) {
      resize(width);
      List<WebElement> sections = browser.findElements(By.tagName("section"));
      assertThat(sections).hasSize(16);
      for (WebElement section : sections) {
        assertThat(section.isDisplayed()).isTrue();
        assertThat(section.getSize().getHeight()).isGreaterThan(60);
        assertThat(section.getSize().getWidth()).isLessThanOrEqualTo(width);
      }
    }
  }

  @Test
  void letters_in_charts_stay_legible_on_a_phone() {
    resize(PHONE);
    double smallest =
        ((Number)
                browser.executeScript(
                    "return Math.min(...[...document.querySelectorAll('figure svg text')]"
                        + ".map(t => t.getBoundingClientRect().height))"))
            .doubleValue();
    assertThat(smallest).isGreaterThan(9);
  }

  @Test
  void text_stands_out_from_its_ground_in_light_and_dark() {
    for (String scheme : List.of("light", "dark")) {
      browser.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      String ink = color("document.querySelector('#split p')", "color");
      String label = color("document.querySelector('figure svg text')", "fill");
      String paper = color("document.querySelector('section')", "backgroundColor");
      assertThat(Contrast.of(ink, paper)).as(scheme + " text").isGreaterThan(7);
      assertThat(Contrast.of(label, paper)).as(scheme + " chart text").isGreaterThan(4.5);
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
