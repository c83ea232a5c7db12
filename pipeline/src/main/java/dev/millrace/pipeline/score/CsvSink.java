package dev.millrace.pipeline.score;

import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/** Writes {@code key,probability} lines (RFC 4180, line feeds). */
final class CsvSink implements ScoreSink {
  private static final Pattern SPECIAL = Pattern.compile("[,\"\\r\\n]|^\\s|\\s$|^$");

  private final Writer out;

  CsvSink(Writer out) throws IOException {
    this.out = out;
    out.write("key,probability\n");
  }

  @Override
  public void add(String key, double probability) throws IOException {
    boolean special = SPECIAL.matcher(key).find();
    out.write(special ? '"' + key.replace("\"", "\"\"") + '"' : key);
    out.write(',');
    out.write(Double.toString(probability));
    out.write('\n');
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }
}
