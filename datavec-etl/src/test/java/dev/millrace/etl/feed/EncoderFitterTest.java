package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.encode.ColumnStatistics;
import dev.millrace.contract.encode.ColumnStatistics.Categories;
import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.encode.EncoderBuilder;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderFitterTest {
  @TempDir Path folder;
  private Path features;

  @BeforeEach
  void split() {
    features = folder.resolve("features.duckdb");
    Feed.split(Feed.clean(folder, 800), features, Feed.STRATIFIED);
  }

  /** SQL and the plain definitions of the contract give the same encoder, to the last byte. */
  @Test
  void statistics_in_sql_equal_their_definitions() {
    FittedEncoder fitted = EncoderFitter.fit(features, Feed.CONTRACT, Feed.SETTINGS);
    EncoderBuilder builder = new EncoderBuilder(Feed.CONTRACT, statistics("true"));
    assertThat(fitted.encoder().toJson()).isEqualTo(builder.build().toJson());
    assertThat(fitted.outOfFold()).hasSize(5);
    for (int fold = 0; fold < 5; fold++) {
      assertThat(fitted.outOfFold().get(fold).toJson())
          .isEqualTo(builder.outOfFold(statistics("__fold <> " + fold)).toJson());
    }
  }

  @Test
  void threads_do_not_change_a_bit() {
    assertThat(json(EncoderFitter.fit(features, Feed.CONTRACT, new DuckSettings("256MB", 1))))
        .isEqualTo(json(EncoderFitter.fit(features, Feed.CONTRACT, new DuckSettings("256MB", 4))));
  }

  @Test
  void without_target_encoding_there_is_one_encoder() {
    FeatureContract contract =
        new FeatureContract(
            "x", null, Feed.CONTRACT.target(), Feed.CONTRACT.columns().subList(0, 3));
    assertThat(EncoderFitter.fit(features, contract, Feed.SETTINGS).outOfFold()).isEmpty();
  }

  @Test
  void a_column_without_a_value_in_training_rows_is_named() {
    Feed.run(features, "UPDATE features SET charges = NULL WHERE __split = 0");
    assertThatThrownBy(() -> EncoderFitter.fit(features, Feed.CONTRACT, Feed.SETTINGS))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.COLUMN_ALL_MISSING))
        .hasMessageContaining("'charges'");
  }

  @Test
  void the_rarest_categories_beyond_the_limit_are_left_out_but_counted_in_the_overall_rate() {
    Column old = Feed.CONTRACT.columns().get(4);
    Column column =
        Feed.column(
            old.name(),
            old.type(),
            new dev.millrace.contract.feature.Encoding(
                old.encoding().method(),
                old.encoding().unseen(),
                old.encoding().indicator(),
                4,
                20));
    FeatureContract limited =
        new FeatureContract("x", null, Feed.CONTRACT.target(), List.of(column));
    String json = EncoderFitter.fit(features, limited, Feed.SETTINGS).encoder().toJson();
    Categories all = (Categories) statistics("true").get(4);
    assertThat(json).isEqualTo(new EncoderBuilder(limited, List.of(all)).build().toJson());
    assertThat(all.categories()).hasSize(9);
    assertThat(json)
        .contains(all.categories().get(3).value())
        .doesNotContain("\"" + all.categories().get(4).value() + "\"");
  }

  private List<ColumnStatistics> statistics(String condition) {
    List<ColumnStatistics> statistics = new ArrayList<>();
    for (Column column : Feed.CONTRACT.columns()) {
      List<List<String>> rows =
          Feed.rows(
              features,
              "SELECT __label, \""
                  + column.name().replace("\"", "\"\"")
                  + "\" FROM features WHERE __split = 0 AND "
                  + condition);
      List<String> values = rows.stream().map(row -> row.get(1)).toList().stream().toList();
      List<Boolean> positives = rows.stream().map(row -> row.get(0).equals("1")).toList();
      statistics.add(
          column.isNumeric()
              ? Numbers.of(
                  values.stream()
                      .mapToDouble(v -> v == null ? Double.NaN : Double.parseDouble(v))
                      .toArray())
              : Categories.of(values, positives));
    }
    return statistics;
  }

  private static String json(FittedEncoder fitted) {
    StringBuilder json = new StringBuilder(fitted.encoder().toJson());
    fitted.outOfFold().forEach(encoder -> json.append(encoder.toJson()));
    return json.toString();
  }
}
