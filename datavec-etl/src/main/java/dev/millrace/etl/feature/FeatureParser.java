package dev.millrace.etl.feature;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.etl.feature.FeatureDefinition.Age;
import dev.millrace.etl.feature.FeatureDefinition.Aggregate;
import dev.millrace.etl.feature.FeatureDefinition.Attribute;
import dev.millrace.etl.feature.FeatureDefinition.Calendar;
import dev.millrace.etl.feature.FeatureDefinition.Expression;
import dev.millrace.etl.feature.FeatureDefinition.Interaction;
import dev.millrace.etl.feature.FeatureTokens.Kind;
import dev.millrace.etl.feature.FeatureTokens.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Recursive descent over {@link FeatureTokens}; made for one text. */
final class FeatureParser {
  private static final List<String> AGGREGATES =
      Arrays.stream(AggregateFunction.values()).map(Object::toString).toList();
  private static final List<String> FUNCTIONS = List.of("abs", "log1p", "least", "greatest");
  private static final List<String> PARTS =
      Arrays.stream(CalendarPart.values()).map(Object::toString).toList();
  private static final Set<String> COMPARISONS = Set.of("=", "!=", "<", "<=", ">", ">=");
  private static final int MAX_DEPTH = 200;

  private final String text;
  private final List<Token> tokens;
  private int position;
  private int depth;

  FeatureParser(String text) {
    this.text = text.strip();
    this.tokens = FeatureTokens.of(this.text);
  }

  FeatureDefinition definition() {
    Arithmetic first = sum();
    FeatureDefinition result = null;
    while (peek().is("×") || peek().isWord("x")) {
      int at = next().at();
      String left = result == null ? nameOf(first, at) : result.name();
      result = new Interaction(left, nameOf(sum(), at));
    }
    end();
    if (result != null) {
      return result;
    }
    return first instanceof Arithmetic.Value value ? value.feature() : new Expression(text, text);
  }

  Arithmetic expression() {
    Arithmetic sum = sum();
    end();
    return sum;
  }

  RelatedRows relatedRows() {
    RelatedRows rows = rows();
    end();
    return rows;
  }

  Window onlyWindow() {
    Window window = window();
    end();
    return window;
  }

  private static String nameOf(Arithmetic operand, int at) {
    if (operand instanceof Arithmetic.Value value) {
      return value.feature().name();
    }
    if (operand instanceof Arithmetic.Named named) {
      return FeatureNames.table(named.name());
    }
    throw new IllegalArgumentException(
        "expected a feature on either side of the × at character " + at + ", not arithmetic");
  }

  private Arithmetic sum() {
    Arithmetic left = product();
    while (peek().is("+") || peek().is("-")) {
      left = new Arithmetic.Operation(next().text(), left, product());
    }
    return left;
  }

  private Arithmetic product() {
    Arithmetic left = factor();
    while (peek().is("*") || peek().is("/")) {
      left = new Arithmetic.Operation(next().text(), left, factor());
    }
    return left;
  }

  private Arithmetic factor() {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "expected an expression with at most " + MAX_DEPTH + " parts inside each other");
    }
    try {
      return innerFactor();
    } finally {
      depth--;
    }
  }

  private Arithmetic innerFactor() {
    Token token = peek();
    if (token.is("-")) {
      next();
      return new Arithmetic.Negated(factor());
    }
    if (token.is("(")) {
      next();
      Arithmetic inner = sum();
      sign(")");
      return inner;
    }
    if (token.kind() == Kind.NUMBER) {
      return new Arithmetic.Constant(Double.parseDouble(next().text()));
    }
    if (token.isName()) {
      return named();
    }
    throw expected("a feature, a number or '('");
  }

  private Arithmetic named() {
    Token name = next();
    if (name.kind() == Kind.NAME && peek().is("(")) {
      return FUNCTIONS.contains(name.text()) ? call(name) : new Arithmetic.Value(function(name));
    }
    if (!peek().is(".")) {
      return new Arithmetic.Named(name.text());
    }
    next();
    Token column = name("a column");
    boolean calendar = name.kind() == Kind.NAME && name.text().equals("cutoff");
    return new Arithmetic.Value(
        calendar ? calendar(column) : new Attribute(name.text(), column.text()));
  }

  private Arithmetic call(Token function) {
    sign("(");
    List<Arithmetic> arguments = new ArrayList<>(List.of(sum()));
    while (peek().is(",")) {
      next();
      arguments.add(sum());
    }
    sign(")");
    boolean one = function.text().equals("abs") || function.text().equals("log1p");
    if (one != (arguments.size() == 1)) {
      throw new IllegalArgumentException(
          "expected "
              + (one ? "one value" : "several values")
              + " in "
              + function.text()
              + "(…) at character "
              + function.at()
              + ", but there "
              + (arguments.size() == 1 ? "is one" : "are " + arguments.size()));
    }
    return new Arithmetic.Call(function.text(), arguments);
  }

  private static Calendar calendar(Token part) {
    if (!PARTS.contains(part.text())) {
      throw new IllegalArgumentException(
          "expected one of "
              + String.join(", ", PARTS)
              + " after 'cutoff.' at character "
              + part.at()
              + ", but found '"
              + part.text()
              + "'."
              + Suggestions.didYouMean(part.text(), PARTS));
    }
    return new Calendar(CalendarPart.valueOf(part.text().toUpperCase(Locale.ROOT)));
  }

  private FeatureDefinition function(Token name) {
    if (name.text().equals("age")) {
      return age();
    }
    if (!AGGREGATES.contains(name.text())) {
      List<String> all =
          Stream.of(AGGREGATES, List.of("age"), FUNCTIONS).flatMap(List::stream).toList();
      throw new IllegalArgumentException(
          "expected a function at character "
              + name.at()
              + " (one of "
              + String.join(", ", all)
              + "), but found '"
              + name.text()
              + "'."
              + Suggestions.didYouMean(name.text(), all));
    }
    return aggregate(AggregateFunction.valueOf(name.text().toUpperCase(Locale.ROOT)), name.at());
  }

  private Age age() {
    sign("(");
    String table = name("a table").text();
    String column = null;
    if (peek().is(".")) {
      next();
      column = name("a column").text();
    }
    sign(")");
    return new Age(table, column);
  }

  private Aggregate aggregate(AggregateFunction function, int at) {
    sign("(");
    RelatedRows rows = rows();
    Window window = null;
    if (peek().is(",")) {
      next();
      window = window();
    }
    sign(")");
    require(
        function.takesColumn() == (rows.column() != null),
        function
            + " at character "
            + at
            + " takes "
            + (function.takesColumn() ? "a column, such as table.column" : "a table, no column"));
    require(
        function != AggregateFunction.SHARE || rows.filter() != null,
        "share at character " + at + " needs to know which rows: share(table where …)");
    return new Aggregate(function, rows.table(), rows.column(), rows.filter(), window);
  }

  private RelatedRows rows() {
    String table = name("a table").text();
    String column = null;
    if (peek().is(".")) {
      next();
      column = name("a column").text();
    }
    Filter filter = null;
    if (peek().isWord("where")) {
      next();
      filter = filter();
    }
    return new RelatedRows(table, column, filter);
  }

  private Filter filter() {
    String column = name("a column").text();
    if (peek().isWord("in")) {
      next();
      sign("(");
      List<String> values = new ArrayList<>(List.of(value()));
      while (peek().is(",")) {
        next();
        values.add(value());
      }
      sign(")");
      return new Filter(column, "in", values);
    }
    if (peek().kind() != Kind.SIGN || !COMPARISONS.contains(peek().text())) {
      throw expected("=, !=, <, <=, >, >= or in");
    }
    return new Filter(column, next().text(), List.of(value()));
  }

  private String value() {
    boolean negative = peek().is("-");
    if (negative) {
      next();
    }
    Token token = peek();
    boolean truth = token.isWord("true") || token.isWord("false");
    boolean text = token.kind() == Kind.TEXT || truth;
    if (token.kind() == Kind.NUMBER || (text && !negative)) {
      next();
      return (negative ? "-" : "") + (truth ? token.text().toLowerCase(Locale.ROOT) : token.text());
    }
    throw expected("a number or a text in single quotes");
  }

  private Window window() {
    Token token = peek();
    String written = token.text().toLowerCase(Locale.ROOT);
    if (token.kind() != Kind.DURATION || !written.matches("\\d{1,6}[dw]")) {
      throw expected("a window in days or weeks, such as 30d or 4w");
    }
    next();
    int number = Integer.parseInt(written.substring(0, written.length() - 1));
    int days = written.endsWith("w") ? number * 7 : number;
    require(days > 0, "expected a window of at least one day at character " + token.at());
    return new Window(days);
  }

  private Token name(String what) {
    if (!peek().isName()) {
      throw expected(what);
    }
    return next();
  }

  private void sign(String sign) {
    if (!peek().is(sign)) {
      throw expected("'" + sign + "'");
    }
    next();
  }

  private void end() {
    if (peek().kind() != Kind.END) {
      throw expected("the end");
    }
  }

  private Token peek() {
    return tokens.get(position);
  }

  private Token next() {
    return tokens.get(position++);
  }

  private IllegalArgumentException expected(String what) {
    Token token = peek();
    String found = token.kind() == Kind.END ? "the end" : "'" + token.text() + "'";
    return new IllegalArgumentException(
        "expected " + what + " at character " + token.at() + ", but found " + found);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
