package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datavec.api.records.reader.RecordReader;
import org.jspecify.annotations.Nullable;

/**
 * Makes the reader that a recipe names. Options {@code arg1}, {@code arg2}, … are arguments of its
 * constructor (texts, whole numbers, characters, booleans); without them it is made without any.
 * All other options are its {@code Configuration}.
 */
final class ReaderFactory {
  private static final List<String> KNOWN =
      List.of(
          "org.datavec.api.records.reader.impl.csv.CSVRecordReader",
          "org.datavec.api.records.reader.impl.csv.CSVRegexRecordReader",
          "org.datavec.api.records.reader.impl.csv.CSVVariableSlidingWindowRecordReader",
          "org.datavec.api.records.reader.impl.LineRecordReader",
          "org.datavec.api.records.reader.impl.FileRecordReader",
          "org.datavec.api.records.reader.impl.misc.LibSvmRecordReader",
          "org.datavec.api.records.reader.impl.misc.SVMLightRecordReader",
          "org.datavec.api.records.reader.impl.regex.RegexLineRecordReader",
          "org.datavec.api.records.reader.impl.jackson.JacksonRecordReader",
          "org.datavec.api.records.reader.impl.jackson.JacksonLineRecordReader");

  /** Types of arguments, those that take the fewest texts first. */
  private static final List<Class<?>> TELLING =
      List.of(int.class, long.class, boolean.class, char.class, String.class);

  private ReaderFactory() {}

  static RecordReader create(SourceSpec.Reader spec) {
    Class<?> type = load(spec.className());
    if (!RecordReader.class.isAssignableFrom(type)) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "Expected a DataVec RecordReader, but " + spec.className() + " is none.",
          "Name a class that implements org.datavec.api.records.reader.RecordReader.");
    }
    List<String> texts = arguments(spec);
    for (Constructor<?> constructor : mostTellingFirst(type)) {
      Object[] arguments = fit(constructor.getParameterTypes(), texts);
      if (arguments != null) {
        return make(spec, constructor, arguments);
      }
    }
    throw new MillraceException(
        ErrorCode.RECIPE_INVALID,
        spec.className() + " has no public constructor that takes " + shown(texts) + ".",
        "Give its constructor's arguments as options arg1, arg2 and so on.");
  }

  /** Java gives constructors in any order; {@code 1} is a number rather than a character. */
  private static List<Constructor<?>> mostTellingFirst(Class<?> type) {
    return Stream.<Constructor<?>>of(type.getConstructors())
        .sorted(
            Comparator.comparing(
                constructor ->
                    Stream.of(constructor.getParameterTypes())
                        .map(ReaderFactory::rank)
                        .collect(Collectors.joining(" "))))
        .toList();
  }

  private static String rank(Class<?> parameter) {
    return TELLING.indexOf(parameter) + " " + parameter.getName();
  }

  static boolean isArgument(String option) {
    return option.matches("arg\\d+");
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException | LinkageError e) {
      String simple = name.substring(name.lastIndexOf('.') + 1);
      String hint =
          Suggestions.nearest(simple, KNOWN.stream().map(ReaderFactory::simple).toList())
              .flatMap(near -> KNOWN.stream().filter(k -> simple(k).equals(near)).findFirst())
              .map(near -> "Did you mean " + near + "?")
              .orElse("Write the full name, and put the jar of the class on the class path.");
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID, "There is no class " + name + " on the class path.", hint, e);
    }
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static List<String> arguments(SourceSpec.Reader spec) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; ; i++) {
      String text = spec.options().get("arg" + i);
      if (text == null) {
        return texts;
      }
      texts.add(text);
    }
  }

  private static Object @Nullable [] fit(Class<?>[] types, List<String> texts) {
    if (types.length != texts.size()) {
      return null;
    }
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      Object argument = convert(types[i], texts.get(i));
      if (argument == null) {
        return null;
      }
      arguments[i] = argument;
    }
    return arguments;
  }

  private static @Nullable Object convert(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == char.class) {
      return text.length() == 1 ? text.charAt(0) : null;
    }
    if (type == boolean.class) {
      return (text.equals("true") || text.equals("false")) ? Boolean.valueOf(text) : null;
    }
    boolean whole = text.matches("-?\\d{1,9}");
    if (type == int.class && whole) {
      return Integer.valueOf(text);
    }
    return type == long.class && whole ? Long.valueOf(text) : null;
  }

  private static RecordReader make(
      SourceSpec.Reader spec, Constructor<?> constructor, Object[] arguments) {
    try {
      return (RecordReader) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          spec.className() + " refuses its arguments: " + e.getCause(),
          "Check the options arg1, arg2 and so on.",
          e);
    } catch (ReflectiveOperationException e) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          spec.className() + " cannot be made: " + e.getMessage(),
          "Name a public class that is not abstract.",
          e);
    }
  }

  private static String shown(List<String> texts) {
    return texts.isEmpty() ? "no argument" : "(" + String.join(", ", texts) + ")";
  }
}
