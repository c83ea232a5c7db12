package dev.millrace.etl.feature;

import org.jspecify.annotations.Nullable;

/**
 * Rows of a table, or values of a column of it, as the keys of windows × aggregations in recipes
 * name them: {@code usage}, {@code usage.minutes}, {@code tickets where status = 'open'}.
 *
 * @param column null where rows are meant
 * @param filter null for all rows
 */
public record RelatedRows(String table, @Nullable String column, @Nullable Filter filter) {
  @Override
  public String toString() {
    return FeatureNames.rows(table, column, filter);
  }
}
