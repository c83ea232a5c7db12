package dev.millrace.pipeline.recipe;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 90s}, {@code 10m}, {@code 1.5h}. */
public final class TimeText {
  /** What is expected, for messages. */
  public static final String EXPECTED = "a time like 90s, 10m or 1.5h";

  private static final Pattern TIME = Pattern.compile("(\\d{1,6}(?:\\.\\d+)?)\\s*([smh])");

  private TimeText() {}

  /** Some time above 0; empty where the text is none. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int seconds = matcher.group(2).equals("h") ? 3600 : matcher.group(2).equals("m") ? 60 : 1;
    Duration time =
        Duration.ofMillis(Math.round(1000 * seconds * Double.parseDouble(matcher.group(1))));
    return time.isZero() ? Optional.empty() : Optional.of(time);
  }
}
