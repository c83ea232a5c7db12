package dev.millrace.etl.feed;

import dev.millrace.contract.encode.ColumnStatistics.Categories;
import dev.millrace.contract.encode.ColumnStatistics.Category;
import dev.millrace.contract.encode.ColumnStatistics.Others;
import dev.millrace.contract.feature.Column;
import dev.millrace.etl.duck.Duck;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The categories of a column in training rows, counted by fold. Holds as many as the column's
 * limit; the rest together.
 */
final class CategoryCounts {
  /** The most frequent first, equals in the order of their texts. */
  private static final String SQL =
      """
      WITH counted AS (
        SELECT %1$s AS value, __fold AS fold, count(*) AS n, sum(__label) AS positives
        FROM features WHERE __split = 0 GROUP BY ALL),
      ranked AS (
        SELECT value, row_number() OVER (ORDER BY sum(n) DESC, value) AS rank
        FROM counted WHERE value IS NOT NULL GROUP BY value)
      SELECT CASE WHEN rank <= %2$s THEN value END AS known, counted.value IS NULL AS missing, fold,
        sum(n)::BIGINT, sum(positives)::BIGINT, (SELECT count(*) FROM ranked) AS categories
      FROM counted LEFT JOIN ranked USING (value)
      GROUP BY ALL ORDER BY known, missing, fold
      """;

  private record Cell(
      @Nullable String value, boolean missing, int fold, long rows, long positives) {}

  private final List<Cell> cells = new ArrayList<>();
  private long categories;

  private CategoryCounts() {}

  static CategoryCounts of(Connection database, Column column) throws SQLException {
    String sql = SQL.formatted(Duck.identifier(column.name()), column.encoding().limit());
    CategoryCounts counts = new CategoryCounts();
    try (PreparedStatement statement = database.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        String value = row.getString(1);
        counts.cells.add(
            new Cell(value, row.getBoolean(2), row.getInt(3), row.getLong(4), row.getLong(5)));
        counts.categories = row.getLong(6);
      }
    }
    return counts;
  }

  /** Over all training rows. */
  Categories all() {
    return where(fold -> true);
  }

  /** Over the training rows of all folds but one. */
  Categories without(int excluded) {
    return where(fold -> fold != excluded);
  }

  private Categories where(IntPredicate folds) {
    List<Category> listed = new ArrayList<>();
    Category missing = new Category("", 0, 0);
    Category rest = new Category("", 0, 0);
    for (Cell cell : cells) {
      Category counted = new Category("", cell.rows(), cell.positives());
      if (!folds.test(cell.fold())) {
        continue;
      }
      if (cell.missing()) {
        missing = missing.plus(counted);
      } else if (cell.value() == null) {
        rest = rest.plus(counted);
      } else {
        add(listed, new Category(cell.value(), cell.rows(), cell.positives()));
      }
    }
    Others left = new Others(categories - listed.size(), rest.rows(), rest.positives());
    return new Categories(missing.rows(), missing.positives(), listed, left);
  }

  /** Cells of one category lie side by side. */
  private static void add(List<Category> categories, Category counted) {
    int last = categories.size() - 1;
    if (last >= 0 && categories.get(last).value().equals(counted.value())) {
      categories.set(last, categories.get(last).plus(counted));
    } else {
      categories.add(counted);
    }
  }
}
