package dev.millrace.pipeline.command;

import dev.millrace.pipeline.recipe.TimeText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time as recipes write it. */
final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String value) {
    return TimeText.parse(value)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected " + TimeText.EXPECTED + ", but found '" + value + "'"));
  }
}
