package dev.millrace.etl.feature;

/**
 * Reads features as recipes write them:
 *
 * <ul>
 *   <li>{@code mean(usage.minutes, 30d)}, {@code count(tickets where status = 'open', 4w)}, {@code
 *       share(tickets where category in ('billing', 'login'), 90d)}, {@code recency(usage)};
 *   <li>{@code customers.plan}, {@code age(customers.plan)}, {@code age(customers)};
 *   <li>{@code cutoff.month};
 *   <li>{@code customers.plan × cutoff.month}, also with {@code x} between blanks;
 *   <li>arithmetic on these and on named features: {@code + - * / ( )}, numbers, {@code abs},
 *       {@code log1p}, {@code least}, {@code greatest}.
 * </ul>
 *
 * <p>Names with blanks or signs are put into double quotes. All methods throw {@link
 * IllegalArgumentException} with what was expected and at which character, from 1.
 */
public final class FeatureLanguage {
  private FeatureLanguage() {}

  /**
   * The feature that a text means. Parsing {@link FeatureDefinition#name()} gives an equal
   * definition, but for expressions that the recipe gave a name of their own.
   */
  public static FeatureDefinition parse(String text) {
    return new FeatureParser(text).definition();
  }

  /** The key of windows × aggregations. */
  public static RelatedRows parseRows(String text) {
    return new FeatureParser(text).relatedRows();
  }

  /** A window: {@code 30d} or {@code 4w}. */
  public static Window parseWindow(String text) {
    return new FeatureParser(text).onlyWindow();
  }

  /** What an expression computes. */
  static Arithmetic parseExpression(String text) {
    return new FeatureParser(text).expression();
  }
}
