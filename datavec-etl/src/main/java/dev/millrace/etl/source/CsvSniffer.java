package dev.millrace.etl.source;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Guesses how delimited text is written, from its head: the dialect under which most records have
 * as many values as the first one, and the more of them the better. What a recipe declares is not
 * guessed.
 */
final class CsvSniffer {
  private static final int HEAD_CHARS = 1 << 18;
  private static final int RECORDS = 200;
  private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");
  private static final Pattern NUMBER = Pattern.compile("\\s*[-+]?[$€£]?[\\d.,]*\\d[\\d.,%]*\\s*");

  /** Spreadsheets' own way to say it: a first line {@code sep=;}. */
  private static final Pattern DECLARED = Pattern.compile("\\A\"?sep=(.)\"?\\R", Pattern.DOTALL);

  private final SourceSpec.Csv spec;
  private final String head;

  private CsvSniffer(SourceSpec.Csv spec, String head) {
    this.spec = spec;
    this.head = head;
  }

  /** Reads the head of the text. */
  static CsvDialect sniff(SourceSpec.Csv spec, Reader text) throws IOException {
    char[] chars = new char[HEAD_CHARS];
    int n = 0;
    for (int got = 0; got >= 0 && n < chars.length; n += Math.max(got, 0)) {
      got = text.read(chars, n, chars.length - n);
    }
    String head = new String(chars, 0, n);
    int lastLine = head.lastIndexOf('\n');
    boolean whole = n < chars.length || lastLine < 0;
    return new CsvSniffer(spec, whole ? head : head.substring(0, lastLine + 1)).best();
  }

  private CsvDialect best() {
    var declared = DECLARED.matcher(head);
    int skip = spec.skip();
    List<String> delimiters = DELIMITERS;
    if (spec.delimiter() != null) {
      delimiters = List.of(spec.delimiter());
    } else if (skip == 0 && declared.find()) {
      delimiters = List.of(declared.group(1));
      skip = 1;
    }
    CsvDialect best = null;
    double bestScore = -1;
    for (String delimiter : delimiters) {
      for (CsvDialect dialect : quotings(delimiter, skip)) {
        double score = score(dialect);
        if (score > bestScore + 1e-9) {
          best = dialect;
          bestScore = score;
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException("there is always a dialect to try");
    }
    boolean header = spec.header() == null ? hasHeader(best) : spec.header();
    return new CsvDialect(best.delimiter(), best.quote(), best.escape(), header, skip);
  }

  private List<CsvDialect> quotings(String delimiter, int skip) {
    List<CsvDialect> quotings = new ArrayList<>();
    for (char quote : quotes()) {
      if (spec.escape() != null) {
        char escape = spec.escape().isEmpty() ? quote : spec.escape().charAt(0);
        quotings.add(new CsvDialect(delimiter, quote, escape, false, skip));
      } else {
        quotings.add(new CsvDialect(delimiter, quote, quote, false, skip));
        if (quote != 0 && head.indexOf("\\" + quote) >= 0) {
          quotings.add(new CsvDialect(delimiter, quote, '\\', false, skip));
        }
      }
    }
    return quotings;
  }

  private char[] quotes() {
    String quote = spec.quote();
    if (quote != null) {
      return new char[] {quote.isEmpty() ? 0 : quote.charAt(0)};
    }
    return head.indexOf('"') < 0 && head.indexOf('\'') >= 0
        ? new char[] {'"', '\''}
        : new char[] {'"'};
  }

  /**
   * 0 to 3: records as wide as the first (0 to 1), that the first is as wide as most (0 or 1), more
   * than one value (up to 1, growing with the width).
   */
  private double score(CsvDialect dialect) {
    Map<Integer, Integer> widths = new HashMap<>();
    List<List<String>> records = new ArrayList<>();
    long total = walk(dialect, RECORDS, records);
    if (records.isEmpty()) {
      return 0;
    }
    records.forEach(record -> widths.merge(record.size(), 1, Integer::sum));
    int first = records.get(0).size();
    int commonest =
        widths.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    double agree = widths.getOrDefault(commonest, 0) / (double) total;
    return agree + (first == commonest ? 1 : 0) + (commonest > 1 ? 1 - 1.0 / commonest : -1);
  }

  private List<List<String>> records(CsvDialect dialect, int most) {
    List<List<String>> records = new ArrayList<>();
    walk(dialect, most, records);
    return records;
  }

  /** How many records there are, malformed ones too; the others are added to {@code good}. */
  private long walk(CsvDialect dialect, int most, List<List<String>> good) {
    try {
      CsvRecords records = new CsvRecords(new StringReader(head), dialect);
      int n = 0;
      while (n < most && records.next()) {
        n++;
        if (records.problem() == null) {
          good.add(List.copyOf(records.values()));
        }
      }
      return n;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** A first record is a header unless it looks like the records below it. */
  private boolean hasHeader(CsvDialect dialect) {
    List<List<String>> records = records(dialect, 50);
    if (records.isEmpty()) {
      return true;
    }
    List<String> first = records.get(0);
    for (int column = 0; column < first.size(); column++) {
      if (!first.get(column).isBlank()
          && !isNumber(first.get(column))
          && isNumeric(records, column)) {
        return true;
      }
    }
    return first.stream().noneMatch(CsvSniffer::isNumber);
  }

  private static boolean isNumeric(List<List<String>> records, int column) {
    List<String> values =
        records.stream()
            .skip(1)
            .filter(record -> column < record.size())
            .map(record -> record.get(column))
            .filter(value -> !value.isBlank())
            .toList();
    return !values.isEmpty() && values.stream().allMatch(CsvSniffer::isNumber);
  }

  private static boolean isNumber(String value) {
    return NUMBER.matcher(value).matches();
  }
}
