package dev.millrace.serving.model;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.TextRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column with some of it declared otherwise; immutable. */
record Declared(Column column) {
  static Declared of(Column column) {
    return new Declared(column);
  }

  Declared missing(boolean missing) {
    return with(missing, column.min(), column.max(), column.values(), column.pattern());
  }

  Declared range(@Nullable Double min, @Nullable Double max) {
    return with(column.missing(), min, max, column.values(), column.pattern());
  }

  Declared values(String... values) {
    return with(column.missing(), column.min(), column.max(), List.of(values), column.pattern());
  }

  Declared pattern(@Nullable String pattern) {
    return with(column.missing(), column.min(), column.max(), column.values(), pattern);
  }

  Declared style(NumberStyle style) {
    return with(style, column.formats(), column.text(), column.encoding());
  }

  Declared formats(String... formats) {
    return with(column.numberStyle(), List.of(formats), column.text(), column.encoding());
  }

  Declared text(TextRule... rules) {
    return with(column.numberStyle(), column.formats(), List.of(rules), column.encoding());
  }

  Declared unseen(Encoding.Unseen unseen) {
    Encoding old = column.encoding();
    Encoding encoding =
        new Encoding(old.method(), unseen, old.indicator(), old.limit(), old.smoothing());
    return with(column.numberStyle(), column.formats(), column.text(), encoding);
  }

  private Declared with(
      boolean missing,
      @Nullable Double min,
      @Nullable Double max,
      List<String> values,
      @Nullable String pattern) {
    return new Declared(
        new Column(
            column.name(),
            column.type(),
            missing,
            min,
            max,
            values,
            pattern,
            null,
            null,
            column.numberStyle(),
            column.formats(),
            column.text(),
            column.encoding()));
  }

  private Declared with(
      NumberStyle style, List<String> formats, List<TextRule> text, Encoding encoding) {
    return new Declared(
        new Column(
            column.name(),
            column.type(),
            column.missing(),
            column.min(),
            column.max(),
            column.values(),
            column.pattern(),
            null,
            null,
            style,
            formats,
            text,
            encoding));
  }
}
