package dev.millrace.models.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** How Python writes values as texts, which is what a graph of texts gets to see. */
final class Spellings {
  /** {@code None}, NaN, {@code pd.NA} and {@code pd.NaT} as texts, and no text. */
  private static final List<String> MISSING = List.of("", "None", "nan", "NaN", "<NA>", "NaT");

  private static final List<String> YES = List.of("true", "yes", "t", "y", "1", "1.0");
  private static final List<String> NO = List.of("false", "no", "f", "n", "0", "0.0");
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,14}");

  private Spellings() {}

  /**
   * What means "missing".
   *
   * @param nullValues what meant it in the source of the training rows
   */
  static Set<String> missing(List<String> nullValues) {
    Set<String> all = new LinkedHashSet<>(MISSING);
    all.addAll(nullValues);
    return all;
  }

  /** 0 for what means false, 1 for what means true. */
  static Map<String, Long> truth() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    NO.forEach(text -> cases(text).forEach(spelling -> numbers.put(spelling, 0L)));
    YES.forEach(text -> cases(text).forEach(spelling -> numbers.put(spelling, 1L)));
    return numbers;
  }

  /** A category as it is, and as Python writes the number or the truth value that it spells. */
  static List<String> category(String category) {
    List<String> spellings = new ArrayList<>(List.of(category));
    if (WHOLE.matcher(category).matches()) {
      spellings.add(category + ".0");
    } else if (category.equals("true") || category.equals("false")) {
      spellings.add(capitalised(category));
    }
    return spellings;
  }

  private static List<String> cases(String text) {
    return List.of(text, text.toUpperCase(Locale.ROOT), capitalised(text));
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
