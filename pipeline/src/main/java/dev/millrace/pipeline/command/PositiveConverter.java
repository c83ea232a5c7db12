package dev.millrace.pipeline.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number of at least 1. */
final class PositiveConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    if (value.matches("0*[1-9]\\d{0,8}")) {
      return Integer.parseInt(value);
    }
    throw new TypeConversionException(
        "expected a whole number of at least 1, but found '" + value + "'");
  }
}
