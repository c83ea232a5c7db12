package dev.millrace.contract.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** The identifier that a text, a number or a truth value is; null where it is missing. */
  public @Nullable String read(@Nullable Object value) {
    String standard =
        value == null ? "" : TextRule.standardise(ColumnReader.written(value), text, List.of());
    return standard.isEmpty() ? null : standard;
  }
}
