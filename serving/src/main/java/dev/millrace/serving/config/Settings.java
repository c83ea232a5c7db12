package dev.millrace.serving.config;

import dev.millrace.contract.error.Suggestions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values that count, by path. What cannot be read becomes a problem at its place, and reading
 * goes on with the fallback.
 */
final class Settings {
  private final Map<String, Written> values = new HashMap<>();
  private final Problems problems;

  Settings(Problems problems) {
    this.problems = problems;
  }

  /** Adds values that go before those there are. */
  void add(Map<String, Written> above) {
    above.forEach(
        (path, value) -> {
          boolean secret = Key.of(path).filter(Key::isSecret).isPresent();
          values.put(path, secret ? value.masked() : value);
        });
  }

  @Nullable Written written(String path) {
    return values.get(path);
  }

  boolean has(Key key) {
    return values.containsKey(key.path());
  }

  /** Positions of a list for which anything was given, in order. */
  List<Integer> positions(String list) {
    String start = list + ".";
    return values.keySet().stream()
        .filter(path -> path.startsWith(start))
        .map(path -> path.substring(start.length()).replaceFirst("\\..*", ""))
        .map(Integer::valueOf)
        .distinct()
        .sorted()
        .toList();
  }

  /** The text of a path; null where there is none. */
  @Nullable String text(String path) {
    return read(path, "a text", text -> Optional.of(text).filter(t -> !t.isBlank())).orElse(null);
  }

  String text(Key key, String fallback) {
    String text = text(key.path());
    return text == null ? fallback : text;
  }

  int whole(Key key, int fallback, int least, int most) {
    String expected =
        most == Integer.MAX_VALUE
            ? "a whole number of at least " + least
            : "a whole number from %d to %d".formatted(least, most);
    return read(
            key.path(), expected, text -> Texts.whole(text).filter(n -> n >= least && n <= most))
        .map(Long::intValue)
        .orElse(fallback);
  }

  long size(Key key, long fallback) {
    return read(key.path(), Texts.SIZE, text -> Texts.size(text).filter(n -> n > 0))
        .orElse(fallback);
  }

  Duration time(Key key, Duration fallback) {
    return read(key.path(), Texts.TIME, text -> Texts.time(text).filter(t -> !t.isZero()))
        .orElse(fallback);
  }

  Duration timeOrZero(Key key, Duration fallback) {
    return read(key.path(), Texts.TIME + ", or 0s", Texts::time).orElse(fallback);
  }

  double share(Key key, double fallback) {
    return read(key.path(), Texts.SHARE, Texts::share).orElse(fallback);
  }

  @Nullable Rate rate(String path) {
    return read(path, Texts.RATE, Texts::rate).orElse(null);
  }

  <E extends Enum<E>> E choice(Key key, E fallback) {
    Map<String, E> choices = new HashMap<>();
    EnumSet.allOf(fallback.getDeclaringClass()).forEach(e -> choices.put(name(e), e));
    List<String> names =
        Arrays.stream(fallback.getDeclaringClass().getEnumConstants()).map(Settings::name).toList();
    return choice(key.path(), names, choices).orElse(fallback);
  }

  private <E> Optional<E> choice(String path, List<String> names, Map<String, E> choices) {
    Written written = values.get(path);
    if (written == null || choices.containsKey(written.text())) {
      return Optional.ofNullable(written).map(w -> choices.get(w.text()));
    }
    String meant = Suggestions.didYouMean(written.text(), names);
    problem(path, "expected one of " + String.join(", ", names) + but(written) + "." + meant);
    return Optional.empty();
  }

  /** The highest of the roles that stand there; predict where none does. */
  Role role(String path) {
    Written written = values.get(path);
    Role highest = Role.PREDICT;
    for (String name : written == null ? List.<String>of() : Texts.list(written.text())) {
      if (name.equals(name(Role.OPERATE))) {
        highest = Role.OPERATE;
      } else if (!name.equals(name(Role.PREDICT))) {
        problem(path, "expected predict, operate or both, but found '" + name + "'");
      }
    }
    return highest;
  }

  /** A file or folder; relative ones of the file start at its folder. */
  @Nullable Path path(Key key) {
    String text = text(key.path());
    return text == null ? null : located(text, written(key.path()));
  }

  /** A file that is to be read. */
  @Nullable Path file(Key key) {
    Path file = path(key);
    if (file != null) {
      ReadableFile.fault(file)
          .ifPresent(fault -> problem(key.path(), "the file " + file + " " + fault));
    }
    return file;
  }

  /** A folder, or an address like {@code models:/churn@champion}, which stays as it is. */
  @Nullable String model(Key key) {
    String text = text(key.path());
    return text == null || text.matches("[a-z][a-z0-9+-]+:.*")
        ? text
        : located(text, written(key.path())).toString();
  }

  private static Path located(String text, @Nullable Written written) {
    if (written == null || written.place().source() != Place.Source.FILE) {
      return Path.of(text);
    }
    return Path.of(written.place().name()).resolveSibling(text).normalize();
  }

  /** A problem of one value, at its place. */
  void problem(String path, String message) {
    Written written = values.get(path);
    if (written != null) {
      problems.add(written.place(), "'" + path + "': " + message);
    }
  }

  private <T> Optional<T> read(String path, String expected, Function<String, Optional<T>> parse) {
    Written written = values.get(path);
    if (written == null) {
      return Optional.empty();
    }
    Optional<T> value = parse.apply(written.text().strip());
    boolean unset = !written.verbatim() && problems.at(written.place()); // that is problem enough
    if (value.isEmpty() && !unset) {
      problem(path, "expected " + expected + but(written));
    }
    return value;
  }

  private static String but(Written written) {
    return ", but found " + written.describe();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Files are copied, printed and kept in repositories. */
  void requireHidden(String path) {
    Written written = Objects.requireNonNull(written(path));
    if (written.place().source() == Place.Source.FILE && written.verbatim()) {
      problem(path, "a secret does not stand in the file; write ${NAME} and set NAME");
    }
  }
}
