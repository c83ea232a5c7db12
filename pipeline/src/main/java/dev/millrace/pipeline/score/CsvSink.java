package dev.millrace.pipeline.score;

import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes {@code key,probability} lines, with reasons where asked for (RFC 4180, line feeds). */
final class CsvSink implements ScoreSink {
  private static final Pattern SPECIAL = Pattern.compile("[,\"\\r\\n]|^\\s|\\s$|^$");

  private final Writer out;

  /**
   * @param reasons whether there is a column for them
   */
  CsvSink(Writer out, boolean reasons) throws IOException {
    this.out = out;
    out.write(reasons ? "key,probability,reasons\n" : "key,probability\n");
  }

  @Override
  public void add(String key, double probability, @Nullable String reasons) throws IOException {
    out.write(quoted(key));
    out.write(',');
    out.write(Double.toString(probability));
    if (reasons != null) {
      out.write(',');
      out.write(quoted(reasons));
    }
    out.write('\n');
  }

  private static String quoted(String text) {
    boolean special = SPECIAL.matcher(text).find();
    return special ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }
}
