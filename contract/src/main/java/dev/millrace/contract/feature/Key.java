package dev.millrace.contract.feature;

import java.util.List;

/**
 * What identifies a row.
 *
 * @param column the column that holds it
 * @param text how identifiers are standardised before they are compared and written
 */
public record Key(String column, List<TextRule> text) {
  public Key {
    text = List.copyOf(text);
  }

  public static Key of(String column) {
    return new Key(column, List.of(TextRule.TRIM));
  }
}
