package dev.millrace.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.etl.feature.CutoffRows;
import dev.millrace.etl.feature.DroppedFeature;
import dev.millrace.etl.feature.FeatureInfo;
import dev.millrace.etl.feature.Filter;
import dev.millrace.etl.feature.LabelSpec;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.pipeline.report.RunReport.Relational;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class RelationalReportTest {
  private static final int LARGEST_PAGE = 500_000;
  private static final int LARGEST_PLOT = 40_000;
  private static final String HOSTILE = "<script>alert(\"x\")</script>";

  @TempDir static Path complete;
  private static String page;

  @TempDir Path folder;

  @BeforeAll
  static void writeCompleteRun() throws IOException {
    page = write(SampleRelational.complete(), complete);
  }

  @Test
  void a_complete_run_tells_sources_cutoffs_features_and_leaks_in_reading_order() {
    assertThat(ids(page))
        .containsExactly(
            "summary",
            "sources",
            "set-aside",
            "split",
            "periods",
            "features",
            "left-out",
            "proof",
            "columns",
            "read",
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
  }

  @Test
  void the_page_is_well_formed_small_and_loads_nothing() throws Exception {
    parse(page);
    assertThat(matches(page, "\\sid=\"([^\"]+)\"")).doesNotHaveDuplicates();
    assertThat(page.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContain("http:", "https:", "<script", "NaN", "Infinity", "null")
        .hasSizeLessThan(LARGEST_PAGE);
    assertThat(write(SampleRelational.complete(), folder)).isEqualTo(page);
  }

  @Test
  void the_summary_asks_the_question_and_compares_with_the_best_possible() {
    assertThat(section(page, "summary"))
        .contains("ROC-AUC of the best possible", "0.874", "of the way from chance to it");
    assertThat(page)
        .contains(
            "For each row of customers, asked at a cutoff: how probable is it that"
                + " customers.cancelled_on falls within the 30 days after it?",
            "Answered from 101 features of 5 sources.");
  }

  @Test
  void a_leaking_feature_is_named_in_the_summary_and_leads_those_left_out() {
    for (String id : List.of("summary", "left-out")) {
      assertThat(section(page, id))
          .contains("A feature that leaks the future was caught", SampleRelational.LEAK, "0.987");
    }
    String leftOut = section(page, "left-out");
    assertThat(leftOut.indexOf("Suspiciously good alone"))
        .isLessThan(leftOut.indexOf("2 features were left out"));
  }

  @Test
  void a_leak_that_the_recipe_keeps_is_a_warning_about_every_metric() throws Exception {
    List<DroppedFeature> kept =
        List.of(new DroppedFeature("recency(usage)", "predicts suspiciously well", true, 0.95));
    RunReport report =
        SampleRelational.of(
            SampleRelational.relational(kept, true), SampleReport.evaluation(), null);

    assertThat(section(write(report, folder), "summary"))
        .contains("The recipe keeps what may leak the future", "recency(usage)", "too good")
        .doesNotContain("was caught");
  }

  @Test
  void without_known_truth_nothing_is_said_of_the_best_possible() throws Exception {
    RunReport report =
        SampleRelational.of(
            SampleRelational.relational(List.of(), false), SampleReport.evaluation(), null);
    String unknown = write(report, folder);

    assertThat(unknown.toLowerCase(Locale.ROOT))
        .doesNotContain("best possible", "id=\"left-out\"", "leaks the future")
        .contains("id=\"periods\"", "with --prove");
  }

  @Test
  void sources_show_what_got_worse_since_the_last_run() {
    assertThat(section(page, "sources"))
        .contains("Newsletters is gone; completeness of surveys fell from 92.1% to 71.3%")
        .contains("delay of surveys grew from 2.2 to 5.8 days")
        .contains("was 92.1%", "+833", "was 2024-11-30", "no clock");
    assertThat(section(page, "read"))
        .contains("10,658,607 rows from 4 files and 1 database table", "jdbc:h2:crm CUSTOMERS");
    assertThat(section(page, "set-aside"))
        .contains("530 rows were set aside of 10,658,607")
        .contains("tickets: 312 of 84,210 rows set aside, 41 repeated and left out");
  }

  @Test
  void the_timeline_has_a_lane_for_each_part_and_for_cutoffs_in_gaps() throws Exception {
    assertThat(section(page, "split"))
        .contains("validation begins on 2024-07-01", "2 cutoffs were left out");
    String drawing = Files.readString(complete.resolve("plots/timeline.svg"));
    assertThat(drawing)
        .contains(">training<", ">validation<", ">test<", ">left out<", ">Jan 2024<")
        .contains("prefers-color-scheme:dark", "aria-label=")
        .hasSizeLessThan(LARGEST_PLOT);
    parse(drawing);
  }

  @Test
  void every_feature_is_listed_with_words_weight_drift_and_what_it_is_made_of() {
    String features = section(page, "features");
    for (FeatureInfo feature : SampleRelational.features()) {
      assertThat(features).contains(escaped(feature.name()), escaped(feature.description()));
    }
    assertThat(features)
        .contains("The 15 most important features", "From usage: 50 features")
        .contains("0.412", "large", "some", "1 feature drifts that much")
        .contains("tickets.mood", "4,127");
    assertThat(matches(section(page, "columns"), "<article class=\"(card)\"")).hasSize(12);
  }

  @Test
  void a_run_that_stopped_at_cleaning_shows_its_sources() throws Exception {
    String stopped = write(SampleRelational.stopped("usage has 4% rows of nobody."), folder);

    assertThat(ids(stopped))
        .containsExactly("summary", "sources", "set-aside", "read", "provenance");
    assertThat(stopped).contains("No earlier run knew these sources");
  }

  @Test
  void cutoffs_of_a_split_that_is_not_by_time_are_all_alike() throws Exception {
    RunReport all = SampleRelational.complete();
    RunReport.Split split = all.split();
    RunReport grouped =
        new RunReport(
            all.run(),
            all.sources(),
            all.contract(),
            all.judged(),
            null,
            new RunReport.Split(
                new SplitSpec.Group("customer_id", 0.2, 0.2),
                split.training(),
                split.validation(),
                split.test()),
            all.training(),
            null,
            List.of(),
            null,
            null,
            all.relational());

    assertThat(section(write(grouped, folder), "split"))
        .contains("all parts", "rows with the same customer_id stay together")
        .doesNotContain(">training</text>");
  }

  @Test
  void one_cutoff_without_any_event_is_drawn() throws Exception {
    Relational all = SampleRelational.relational(List.of(), false);
    CutoffRows only = new CutoffRows(all.rows().cutoffs().get(0).cutoff(), 3, 0);
    Relational single =
        new Relational(
            all.entity(),
            all.label(),
            all.tables(),
            Map.of(),
            new RowsReport(all.rows().features().subList(0, 1), List.of(only), 3),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new RunReport.Period(only.cutoff(), "test", 3, 0, null, null, 0.1, null),
                new RunReport.Period(only.cutoff(), "test", 3, 0, 0.5, null, 0.1, 0.5)),
            0.5,
            null);

    String meagre = write(SampleRelational.of(single, SampleReport.evaluation(), null), folder);

    assertThat(meagre).contains("All features", "no better than chance").doesNotContain("NaN");
    parse(meagre);
  }

  @Test
  void labels_of_tables_and_filters_are_asked_in_words() {
    assertThat(
            RelationalWords.event(
                new LabelSpec(
                    "billing", null, new Filter("status", "=", List.of("unpaid")), 1, true)))
        .isEqualTo("there is a row of billing where status = unpaid within the 1 day after it");
  }

  @Test
  void hostile_names_stay_text() throws Exception {
    Relational all = SampleRelational.relational(List.of(), true);
    List<DroppedFeature> dropped = new ArrayList<>();
    dropped.add(new DroppedFeature(HOSTILE, HOSTILE, true, 0.99));
    Relational hostile =
        new Relational(
            HOSTILE,
            new LabelSpec(HOSTILE, null, null, 30, false),
            all.tables(),
            Map.of(),
            all.rows(),
            List.of(),
            dropped,
            List.of(),
            List.of(new RunReport.TextModel(HOSTILE, 3, all.rows().cutoffs().get(0).cutoff(), 0)),
            all.periods(),
            null,
            null);

    String text = write(SampleRelational.of(hostile, SampleReport.evaluation(), null), folder);

    assertThat(text).contains("&lt;script&gt;alert(").doesNotContain("<script");
    parse(text);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("'", "&#39;");
  }

  private static String section(String page, String id) {
    int from = page.indexOf("<section id=\"" + id + "\"");
    return page.substring(from, page.indexOf("</section>", from));
  }

  private static String write(RunReport report, Path folder) throws IOException {
    new ReportWriter().write(report, folder);
    return Files.readString(folder.resolve("report.html"));
  }

  private static List<String> ids(String page) {
    return matches(page, "<section id=\"([^\"]+)\"");
  }

  private static List<String> matches(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static void parse(String xml) throws Exception {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
