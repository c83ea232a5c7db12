package dev.millrace.contract.feature;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contract of one column of a feature row.
 *
 * @param name as in the source, case-sensitive
 * @param missing whether a value may be missing; where not, a missing value is a violation
 * @param min smallest allowed number, inclusive; days since 1970-01-01 for dates
 * @param max largest allowed number, inclusive
 * @param values allowed categories in their canonical spelling; empty means any
 * @param pattern regular expression a whole category has to match after standardising (RE2 syntax)
 * @param unit for people, for example {@code month}
 * @param description for people
 * @param numberStyle how numbers are written
 * @param formats of dates, tried in order, as {@link TimeFormat} reads them; empty means ISO 8601
 * @param text how texts are standardised
 * @param encoding how values become features
 */
public record Column(
    String name,
    ColumnType type,
    boolean missing,
    @Nullable Double min,
    @Nullable Double max,
    List<String> values,
    @Nullable String pattern,
    @Nullable String unit,
    @Nullable String description,
    NumberStyle numberStyle,
    List<String> formats,
    List<TextRule> text,
    Encoding encoding) {

  public Column {
    values = List.copyOf(values);
    formats = List.copyOf(formats);
    text = List.copyOf(text);
  }

  /** A column with nothing declared but its type: values may be missing, texts are trimmed. */
  public static Column of(String name, ColumnType type) {
    return new Column(
        name,
        type,
        true,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        NumberStyle.ENGLISH,
        List.of(),
        List.of(TextRule.TRIM),
        Encoding.defaultFor(type));
  }

  /** Whether clean values are doubles; see {@link ColumnType#isNumeric()}. */
  @JsonIgnore
  public boolean isNumeric() {
    return type.isNumeric();
  }
}
