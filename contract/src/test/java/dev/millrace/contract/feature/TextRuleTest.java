package dev.millrace.contract.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class TextRuleTest {

  @Test
  void trim_takes_blanks_of_every_kind() {
    assertThat(TextRule.TRIM.apply("\u00a0 a \t\n b\u202f\u3000")).isEqualTo("a b");
    assertThat(TextRule.TRIM.apply(" \u00a0 ")).isEmpty();
  }

  @Property
  void trim_is_what_its_patterns_say(
      @ForAll @Chars({' ', 'a', '\t', '\u00a0', 'é', '\ufeff', '\u0001'}) String text) {
    String ends = "^" + TextRule.BLANK + "+|" + TextRule.BLANK + "+$";
    assertThat(TextRule.TRIM.apply(text))
        .isEqualTo(text.replaceAll(ends, "").replaceAll(TextRule.BLANK + "+", " "));
  }

  @Test
  void case_is_changed_letter_by_letter_whatever_the_language() {
    assertThat(TextRule.LOWER.apply("STRASSE ÄÖ I")).isEqualTo("strasse äö i");
    assertThat(TextRule.UPPER.apply("straße i")).isEqualTo("STRAẞE I");
  }

  @Test
  void fold_finds_the_declared_spelling() {
    List<String> declared = List.of("Month-to-month", "One year");
    assertThat(TextRule.standardise(" ONE  year", List.of(TextRule.TRIM, TextRule.FOLD), declared))
        .isEqualTo("One year");
    assertThat(TextRule.standardise("two", List.of(TextRule.FOLD), declared)).isEqualTo("two");
  }

  @Test
  void identifiers_lose_punctuation_and_leading_zeros() {
    List<TextRule> rules = List.of(TextRule.UPPER, TextRule.ALPHANUMERIC, TextRule.STRIP_ZEROS);
    assertThat(TextRule.standardise("00-7.ab", rules, List.of())).isEqualTo("7AB");
    assertThat(TextRule.STRIP_ZEROS.apply("000")).isEqualTo("000");
    assertThat(TextRule.STRIP_ZEROS.apply("")).isEmpty();
  }

  @Property
  void every_rule_is_idempotent(@ForAll String text, @ForAll TextRule rule) {
    String once = rule.apply(text);
    assertThat(rule.apply(once)).isEqualTo(once);
  }
}
