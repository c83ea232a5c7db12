package dev.millrace.pipeline.recipe;

import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.Encoding.Method;
import dev.millrace.tuning.network.EncodingChoice;
import java.util.Arrays;
import java.util.List;

/**
 * The recipe's {@code encode}: what holds for every column that says nothing else.
 *
 * @param numbers for columns whose values are numbers
 * @param categories for categories
 * @param limited whether {@code limit} was said for all columns; it then holds for every method
 */
record EncodeDefaults(Encoding numbers, Encoding categories, boolean limited) {
  static EncodeDefaults read(Fields fields) {
    Encoding numbers = Encoding.defaultFor(ColumnType.NUMBER);
    Encoding categories = Encoding.defaultFor(ColumnType.CATEGORY);
    Method number = method(fields, "numbers", numbers.method(), true);
    Method category = method(fields, "categories", categories.method(), false);
    return new EncodeDefaults(
        bins(with(numbers, number, fields, limit(numbers, number)), fields),
        with(categories, category, fields, limit(categories, category)),
        fields.has("limit"));
  }

  /** What holds where a column says nothing. */
  EncodingChoice choice() {
    return new EncodingChoice(numbers, categories);
  }

  private static Encoding bins(Encoding numbers, Fields fields) {
    return new Encoding(
        numbers.method(),
        numbers.unseen(),
        numbers.indicator(),
        fields.integer("bins", numbers.limit(), Range.atLeast(2)),
        numbers.smoothing());
  }

  /** The encoding of a column: {@code encode: METHOD} or {@code encode: {…}} over the defaults. */
  Encoding column(Fields column, ColumnType type) {
    Encoding fallback = type.isNumeric() ? numbers : categories;
    if (column.node("encode") instanceof Node.Mapping) {
      Fields fields = column.child("encode", Keys.COLUMN_ENCODE);
      if (type.isNumeric() && fields.has("unseen")) {
        fields.problem("unseen", "'unseen' is for categories; a number is never unseen");
      }
      Method method = method(fields, "method", fallback.method(), type.isNumeric());
      return with(fallback, method, fields, limited ? fallback.limit() : limit(fallback, method));
    }
    Method method = method(column, "encode", fallback.method(), type.isNumeric());
    return new Encoding(
        method,
        fallback.unseen(),
        fallback.indicator(),
        limited ? fallback.limit() : limit(fallback, method),
        fallback.smoothing());
  }

  private static Encoding with(Encoding fallback, Method method, Fields fields, int limit) {
    return new Encoding(
        method,
        fields.choice("unseen", fallback.unseen()),
        fields.choice("indicator", fallback.indicator()),
        fields.integer("limit", limit, Range.atLeast(2)),
        fields.number("smoothing", fallback.smoothing(), Range.atLeast(0)));
  }

  /** Bins and categories have limits of their own. */
  private static int limit(Encoding fallback, Method method) {
    return method == fallback.method() ? fallback.limit() : Encoding.of(method).limit();
  }

  private static Method method(Fields fields, String key, Method fallback, boolean numeric) {
    Method method = fields.choice(key, fallback);
    if (method.takesNumbers() == numeric) {
      return method;
    }
    List<String> fitting =
        Arrays.stream(Method.values())
            .filter(other -> other.takesNumbers() == numeric)
            .map(Choices::name)
            .toList();
    fields.problem(
        key,
        "'%s' encodes %s; expected one of %s"
            .formatted(
                Choices.name(method),
                numeric ? "categories, not numbers" : "numbers, not categories",
                String.join(", ", fitting)));
    return fallback;
  }
}
