package dev.millrace.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.ColumnProfile;
import dev.millrace.etl.clean.ColumnProfile.Bar;
import dev.millrace.models.evaluate.Evaluation;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportWriterTest {
  private static final List<String> ALL_SECTIONS =
      List.of(
          "summary",
          "read",
          "set-aside",
          "columns",
          "split",
          "learning",
          "tuning",
          "ranking",
          "calibration",
          "lift",
          "confusion",
          "decision",
          "slices",
          "importance",
          "mistakes",
          "comparison",
          "provenance");
  private static final int LARGEST_PLOT = 40_000;
  private static final int LARGEST_PAGE = 400_000;
  private static final String HOSTILE = "<script>alert(\"x\")</script>' onload='a()\u0001";

  @TempDir static Path complete;
  private static String page;

  @TempDir Path folder;

  @BeforeAll
  static void writeCompleteRun() throws IOException {
    page = write(SampleReport.complete(), complete);
  }

  @Test
  void a_complete_run_has_every_section_in_reading_order() throws Exception {
    assertThat(ids(page)).containsExactlyElementsOf(ALL_SECTIONS);
  }

  @Test
  void the_page_loads_nothing_and_runs_nothing() throws Exception {
    assertThat(page.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContain("http:", "https:", "//", "<script", "@import", "<link", "<iframe", "<img")
        .doesNotContainPattern("\\ssrc=")
        .doesNotContainPattern("\\son\\w+=")
        .doesNotContainPattern("url\\((?!#)")
        .doesNotContainPattern("href=\"(?!#)");
  }

  @Test
  void the_page_is_well_formed_and_its_identifiers_are_distinct() throws Exception {
    parse(page);
    assertThat(matches(page, "\\sid=\"([^\"]+)\"")).doesNotHaveDuplicates();
  }

  @Test
  void every_reference_inside_the_page_has_its_aim() throws Exception {
    assertThat(matches(page, "\\sid=\"([^\"]+)\""))
        .containsAll(matches(page, "href=\"#([^\"]+)\""))
        .containsAll(matches(page, "url\\(#([^)]+)\\)"))
        .containsAll(matches(page, "aria-labelledby=\"([^\"]+)\""));
  }

  @Test
  void headings_never_skip_a_level() throws Exception {
    List<Integer> levels = matches(page, "<h([1-6])").stream().map(Integer::valueOf).toList();
    assertThat(levels.get(0)).isEqualTo(1);
    assertThat(levels.stream().filter(level -> level == 1)).hasSize(1);
    for (int i = 1; i < levels.size(); i++) {
      assertThat(levels.get(i)).isLessThanOrEqualTo(levels.get(i - 1) + 1);
    }
  }

  @Test
  void charts_and_tables_say_what_they_show_to_screen_readers() throws Exception {
    Document parsed = parse(page);
    NodeList charts = parsed.getElementsByTagName("svg");
    assertThat(charts.getLength()).isGreaterThan(9);
    for (int i = 0; i < charts.getLength(); i++) {
      var attributes = charts.item(i).getAttributes();
      assertThat(
              attributes.getNamedItem("aria-label") != null
                  || attributes.getNamedItem("aria-hidden") != null)
          .isTrue();
    }
    NodeList heads = parsed.getElementsByTagName("th");
    for (int i = 0; i < heads.getLength(); i++) {
      assertThat(heads.item(i).getAttributes().getNamedItem("scope")).isNotNull();
    }
  }

  @Test
  void the_summary_says_verdict_and_numbers_in_plain_words() throws Exception {
    assertThat(page)
        .contains("Gates passed.", "0.828 to 0.869", "7,060 rows", "Churn = Yes", "21,300")
        .contains("n/a &lt;b&gt;");
  }

  @Test
  void a_failed_gate_is_said_in_the_verdict() throws Exception {
    Evaluation passed = SampleReport.evaluation();
    Evaluation failed =
        SampleReport.withGates(
            passed,
            new Evaluation.GateReport(
                false,
                List.of(
                    new Evaluation.GateReport.GateResult(
                        "roc_auc", "at least 0.9", passed.test().rocAuc(), false))));
    assertThat(write(SampleReport.of(SampleReport.clean(), failed, null)))
        .contains("Gates failed.", "required at least 0.9 (failed)");
  }

  @Test
  void a_run_that_stopped_says_why_and_shows_what_is_there() throws Exception {
    String stopped =
        write(SampleReport.stopped("4.1% of the rows broke the contract, allowed 2%."));
    assertThat(stopped)
        .contains("The run stopped early.", "4.1% of the rows broke the contract, allowed 2%.");
    assertThat(ids(stopped))
        .containsExactly("summary", "read", "set-aside", "columns", "provenance");
    assertThat(folder.resolve("plots")).doesNotExist();
  }

  @Test
  void hostile_column_names_and_values_stay_text() throws Exception {
    String text = write(hostile());
    assertThat(text).contains("&lt;script&gt;alert(").doesNotContain("<script");
    Document parsed = parse(text);
    NodeList all = parsed.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      assertThat(all.item(i).getAttributes().getNamedItem("onload")).isNull();
    }
    for (Path plot : plots(folder)) {
      assertThat(Files.readString(plot)).doesNotContain("<script");
      parse(Files.readString(plot));
    }
  }

  @Test
  void a_search_says_what_it_tried_and_what_became_of_it() {
    assertThat(page)
        .contains("30 trials of the sampler tpe, each judged by 5-fold cross-validation")
        .contains("25 came to their end, 4 were ended early (pruner median), 1 failed")
        .contains("The best is trial 17 with ROC-AUC of 0.8493 ± 0.0056")
        .contains("own configuration, trial 0, has 0.8475 ± 0.0056")
        .contains("The model is the mean of the trials 17, 4")
        .contains("or are the same again: 9");
  }

  @Test
  void plots_are_small_files_with_text_that_follow_light_and_dark() throws Exception {
    assertThat(plots(complete))
        .extracting(plot -> plot.getFileName().toString())
        .containsExactlyInAnyOrder(
            "calibration.svg",
            "decision.svg",
            "gain.svg",
            "importance.svg",
            "learning-auc.svg",
            "learning-loss.svg",
            "lift.svg",
            "precision-recall.svg",
            "roc.svg",
            "tuning-history.svg",
            "tuning-importance.svg",
            "tuning-parallel.svg",
            "tuning-slices.svg");
    for (Path plot : plots(complete)) {
      assertThat(Files.size(plot)).isLessThan(LARGEST_PLOT);
      assertThat(Files.readString(plot))
          .contains("<text", "prefers-color-scheme:dark", "aria-label=")
          .doesNotContain("rgb(", "<image");
      parse(Files.readString(plot));
    }
  }

  @Test
  void the_page_stays_small_and_the_same_report_gives_the_same_bytes() throws Exception {
    assertThat(page.length()).isLessThan(LARGEST_PAGE);
    assertThat(write(SampleReport.complete())).isEqualTo(page);
  }

  private RunReport hostile() {
    CleanReport clean = SampleReport.clean();
    List<ColumnProfile> columns = new ArrayList<>(clean.columns());
    ColumnProfile first = columns.get(0);
    columns.set(
        0,
        new ColumnProfile(
            HOSTILE, first.type(), 10, 0, 1, null, List.of(new Bar(HOSTILE, 10, 0.5))));
    CleanReport changed =
        new CleanReport(
            clean.read(),
            clean.kept(),
            clean.quarantined(),
            clean.dropped(),
            List.of(new CleanReport.RuleCount(HOSTILE, HOSTILE, 3)),
            List.of(new CleanReport.Violation(1, HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
            columns);
    return SampleReport.of(
        changed,
        SampleReport.withImportance(
            SampleReport.evaluation(), List.of(new Evaluation.Importance(HOSTILE, 0.2, 0.01))),
        null);
  }

  private String write(RunReport report) throws IOException {
    return write(report, folder);
  }

  private static String write(RunReport report, Path folder) throws IOException {
    new ReportWriter().write(report, folder);
    return Files.readString(folder.resolve("report.html"));
  }

  private static List<Path> plots(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("plots"))) {
      return files.sorted().toList();
    }
  }

  private static List<String> ids(String page) {
    return matches(page, "<section id=\"([^\"]+)\"");
  }

  private static List<String> matches(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(ReportWriterTest::group).toList();
  }

  private static String group(MatchResult result) {
    return result.group(1);
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
