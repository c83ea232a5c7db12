package dev.millrace.serving.protocol;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Days;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.contract.feature.TimeFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values as clients send them who hold rows in tables of numbers and texts, as {@code
 * pipeline.onnx} of the package takes them: dates and moments may be days since 1970-01-01, a date
 * may be its midnight ({@code 2020-07-19T00:00:00}), and a text may be one of the source's
 * spellings of "missing". Immutable and thread-safe.
 */
public final class TableValues {
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,8}(\\.[0-9]{0,20})?([eE][+-]?[0-9]{1,2})?");
  private static final Pattern MIDNIGHT =
      Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00:00(?:\\.0{1,9})?Z?");

  private final Map<String, TableColumn> columns = new HashMap<>();

  /**
   * For rows of a contract.
   *
   * @param nullValues texts that mean "missing", exactly so, unless the column declares them
   */
  public TableValues(FeatureContract contract, List<String> nullValues) {
    Set<String> missing = Set.copyOf(nullValues);
    for (Column column : contract.columns()) {
      columns.put(column.name(), new TableColumn(column, missing));
    }
  }

  /** The value as {@link RowReader} takes it; of an unknown column as it is. */
  public @Nullable Object read(String name, @Nullable Object value) {
    TableColumn column = columns.get(name);
    return column == null || value == null ? value : column.read(value);
  }

  private static final class TableColumn {
    private final Column column;
    private final Set<String> nullValues;
    private final boolean time;
    private final List<TimeFormat> formats;

    TableColumn(Column column, Set<String> nullValues) {
      this.column = column;
      this.nullValues = nullValues;
      this.time = column.type() == ColumnType.DATE || column.type() == ColumnType.TIMESTAMP;
      this.formats = time ? TimeFormat.of(column) : List.of();
    }

    @Nullable Object read(Object value) {
      if (value instanceof String text) {
        return isMissing(text) ? null : time ? moment(text) : text;
      }
      return time && value instanceof Number days ? new Days(days.doubleValue()) : value;
    }

    private boolean isMissing(String text) {
      return nullValues.contains(text) && !column.values().contains(text);
    }

    /** Only where the column's own spellings do not know it, a text is days or a midnight. */
    private Object moment(String text) {
      String trimmed = TextRule.TRIM.apply(text);
      boolean days = NUMBER.matcher(trimmed).matches();
      Matcher midnight = MIDNIGHT.matcher(trimmed);
      boolean day = column.type() == ColumnType.DATE && midnight.matches();
      if (!(days || day) || formats.stream().anyMatch(f -> f.parse(trimmed).isPresent())) {
        return text;
      }
      return days ? new Days(Double.parseDouble(trimmed)) : date(midnight.group(1), text);
    }

    /** The ISO date, which a column with spellings of its own would not know or misread. */
    private Object date(String iso, String text) {
      if (column.formats().isEmpty()) {
        return iso;
      }
      OptionalDouble days = TimeFormat.ISO_DATE.parse(iso);
      return days.isPresent() ? new Days(days.getAsDouble()) : text;
    }
  }
}
