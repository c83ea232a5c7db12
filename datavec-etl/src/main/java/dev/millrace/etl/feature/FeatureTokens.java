package dev.millrace.etl.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the language of features into words, numbers, texts and signs. */
final class FeatureTokens {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]++|\"\")++)\"");
  private static final Pattern TEXT = Pattern.compile("'((?:[^']++|'')*+)'");
  private static final Pattern DURATION = Pattern.compile("(\\d+)([\\p{L}]+)");
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern SIGN = Pattern.compile("!=|<=|>=|[-+*/×(),.=<>]");

  /** What a token is. */
  enum Kind {
    NAME("a name"),
    QUOTED_NAME("a name"),
    TEXT("a text in single quotes"),
    NUMBER("a number"),
    DURATION("a window such as 30d"),
    SIGN("a sign"),
    END("the end");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * A piece of the text.
   *
   * @param text without quotes
   * @param at its first character, from 1
   */
  record Token(Kind kind, String text, int at) {
    boolean is(String sign) {
      return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
      return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    boolean isName() {
      return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
    }
  }

  private FeatureTokens() {}

  /** Whether a name needs no quotes. */
  static boolean isPlain(String name) {
    return NAME.matcher(name).matches();
  }

  /** All tokens, with an {@code END} after the last. */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      at = next(text, at, tokens);
    }
    tokens.add(new Token(Kind.END, "", text.length() + 1));
    return tokens;
  }

  private static int next(String text, int at, List<Token> tokens) {
    Matcher matcher = NAME.matcher(text);
    if (look(matcher, NAME, at)) {
      tokens.add(new Token(Kind.NAME, matcher.group(), at + 1));
    } else if (look(matcher, QUOTED, at)) {
      tokens.add(new Token(Kind.QUOTED_NAME, matcher.group(1).replace("\"\"", "\""), at + 1));
    } else if (look(matcher, TEXT, at)) {
      tokens.add(new Token(Kind.TEXT, matcher.group(1).replace("''", "'"), at + 1));
    } else if (look(matcher, DURATION, at) && !exponent(text, at)) {
      tokens.add(new Token(Kind.DURATION, matcher.group(), at + 1));
    } else if (look(matcher, NUMBER, at)) {
      tokens.add(new Token(Kind.NUMBER, matcher.group(), at + 1));
    } else if (look(matcher, SIGN, at)) {
      tokens.add(new Token(Kind.SIGN, matcher.group(), at + 1));
    } else {
      throw unknown(text, at);
    }
    return matcher.end();
  }

  /** Whether the letter after the digits belongs to a number such as {@code 1e6}. */
  private static boolean exponent(String text, int at) {
    Matcher number = NUMBER.matcher(text);
    return look(number, NUMBER, at) && number.group(2) != null;
  }

  private static boolean look(Matcher matcher, Pattern pattern, int at) {
    matcher.usePattern(pattern);
    return matcher.region(at, matcher.regionEnd()).lookingAt();
  }

  private static IllegalArgumentException unknown(String text, int at) {
    char sign = text.charAt(at);
    if (sign == '\'' || sign == '"') {
      return new IllegalArgumentException(
          "the quote " + sign + " at character " + (at + 1) + " has no end");
    }
    return new IllegalArgumentException(
        "'"
            + text.substring(at, text.offsetByCodePoints(at, 1))
            + "' at character "
            + (at + 1)
            + " means nothing here; put names with signs or blanks into double quotes");
  }
}
