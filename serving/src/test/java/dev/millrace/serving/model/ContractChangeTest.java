package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.feature.TextRule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContractChangeTest {
  private static final Target TARGET = new Target("churned", "Yes");

  private static FeatureContract contract(@Nullable String key, Column... columns) {
    return new FeatureContract("model", key == null ? null : Key.of(key), TARGET, List.of(columns));
  }

  private static List<String> reasons(Column before, Column after) {
    return ContractChange.reasons(contract("id", before), contract("id", after));
  }

  private static Column required(String name, ColumnType type) {
    return Declared.of(Column.of(name, type)).missing(false).column();
  }

  private static Declared number() {
    return Declared.of(Column.of("tenure", ColumnType.NUMBER));
  }

  private static Declared category() {
    return Declared.of(Column.of("plan", ColumnType.CATEGORY));
  }

  @Test
  void the_same_contract_is_no_change() {
    assertThat(reasons(number().column(), number().column())).isEmpty();
  }

  @Test
  void columns_that_come_or_go_are_noticed_by_clients() {
    Column tenure = number().column();
    Column optional = Column.of("region", ColumnType.CATEGORY);
    FeatureContract today = contract("id", tenure);

    assertThat(ContractChange.reasons(today, contract("id", tenure, optional))).isEmpty();
    assertThat(
            ContractChange.reasons(
                today, contract("id", tenure, required("region", ColumnType.CATEGORY))))
        .containsExactly("region: required by this model, unknown today.");
    assertThat(ContractChange.reasons(contract("id", tenure, optional), today))
        .containsExactly("region: accepted today, unknown to this model.");
  }

  @Test
  void key_and_target_stay() {
    Column tenure = number().column();
    assertThat(ContractChange.reasons(contract("id", tenure), contract("number", tenure)))
        .containsExactly("The key is id today, and number in this model.");
    assertThat(ContractChange.reasons(contract("id", tenure), contract(null, tenure)))
        .containsExactly("The key is id today, and none in this model.");
    assertThat(ContractChange.reasons(contract(null, tenure), contract("id", tenure))).isEmpty();
    FeatureContract other =
        new FeatureContract("model", Key.of("id"), new Target("left", "1"), List.of(tenure));
    assertThat(ContractChange.reasons(contract("id", tenure), other))
        .containsExactly("The question is churned = Yes today, and left = 1 in this model.");
  }

  @Test
  void a_key_that_becomes_a_feature_is_checked_from_then_on() {
    Column tenure = number().column();
    Column id = Column.of("id", ColumnType.INTEGER);
    assertThat(ContractChange.reasons(contract("id", tenure), contract("id", tenure, id)))
        .containsExactly("id: accepted as it is today, checked by this model.");
  }

  @Test
  void numbers_may_become_wider_and_not_narrower() {
    Column from0to9 = number().range(0.0, 9.0).column();
    assertThat(reasons(from0to9, number().range(-1.0, 10.0).column())).isEmpty();
    assertThat(reasons(from0to9, number().column())).isEmpty();
    assertThat(reasons(from0to9, number().range(1.0, 8.0).column()))
        .containsExactly(
            "tenure: min is 0.0 today, 1.0 in this model.",
            "tenure: max is 9.0 today, 8.0 in this model.");
    assertThat(reasons(number().column(), from0to9))
        .containsExactly(
            "tenure: min is not set today, 0.0 in this model.",
            "tenure: max is not set today, 9.0 in this model.");
    assertThat(reasons(number().column(), required("tenure", ColumnType.NUMBER)))
        .containsExactly("tenure: may be missing today, required by this model.");
  }

  @Test
  void whole_numbers_may_become_any_numbers_and_nothing_else_changes_its_type() {
    Column whole = Column.of("tenure", ColumnType.INTEGER);
    assertThat(reasons(whole, number().column())).isEmpty();
    assertThat(reasons(number().column(), whole))
        .containsExactly("tenure: number today, integer in this model.");
  }

  @Test
  void spellings_may_be_added_and_not_taken_away() {
    Column english = number().style(NumberStyle.ENGLISH).column();
    Column plain = number().style(NumberStyle.PLAIN).column();
    assertThat(reasons(plain, english)).isEmpty();
    assertThat(reasons(english, plain))
        .containsExactly("tenure: numbers are ENGLISH today, PLAIN in this model.");

    Declared day = Declared.of(Column.of("joined", ColumnType.DATE));
    Column german = day.formats("dd.MM.yyyy").column();
    assertThat(reasons(german, day.formats("yyyyMMdd", "dd.MM.yyyy").column())).isEmpty();
    assertThat(reasons(german, day.column()))
        .containsExactly("joined: dates are written dd.MM.yyyy today, as ISO 8601 in this model.");
  }

  @Test
  void values_may_be_added_and_not_taken_away() {
    Column two = category().values("basic", "pro").column();
    assertThat(reasons(two, category().values("pro", "team", "basic").column())).isEmpty();
    assertThat(reasons(two, category().column())).isEmpty();
    assertThat(reasons(two, category().values("basic", "team").column()))
        .containsExactly("plan: allowed today, refused by this model: pro.");
    assertThat(reasons(category().column(), two))
        .containsExactly("plan: any value is allowed today, this model knows basic, pro.");
    assertThat(reasons(two, category().pattern("[a-c].*").column()))
        .containsExactly("plan: allowed today, refused by this model: pro.");
    assertThat(reasons(category().column(), category().pattern("[a-z]+").column()))
        .containsExactly("plan: this model wants texts of the pattern [a-z]+.");
  }

  @Test
  void texts_may_be_standardised_otherwise_where_that_refuses_none() {
    Column two = category().values("basic", "pro").column();
    Declared upper = category().text(TextRule.TRIM, TextRule.UPPER);
    assertThat(reasons(two, upper.values("BASIC", "PRO").column())).isEmpty();
    assertThat(reasons(two, category().text().values("basic", "pro").column()))
        .containsExactly("plan: texts are standardised otherwise by this model.");
    Declared alphanumeric = category().text(TextRule.TRIM, TextRule.ALPHANUMERIC);
    assertThat(reasons(category().missing(false).column(), alphanumeric.missing(false).column()))
        .containsExactly("plan: this model takes a text without letters and digits for missing.");
  }

  @Test
  void unseen_categories_stay_welcome() {
    Column strict = category().unseen(Encoding.Unseen.FAIL).column();
    assertThat(reasons(category().column(), strict))
        .containsExactly(
            "plan: categories that training did not see are accepted today, refused by this"
                + " model.");
    assertThat(reasons(strict, category().column())).isEmpty();
  }
}
