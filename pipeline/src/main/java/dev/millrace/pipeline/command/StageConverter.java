package dev.millrace.pipeline.command;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.pipeline.stage.StageName;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a stage, as {@code ingest}. */
final class StageConverter implements ITypeConverter<StageName> {
  @Override
  public StageName convert(String value) {
    List<String> labels = Arrays.stream(StageName.values()).map(StageName::label).toList();
    return Arrays.stream(StageName.values())
        .filter(stage -> stage.label().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of %s, but found '%s'.%s"
                        .formatted(
                            String.join(", ", labels),
                            value,
                            Suggestions.didYouMean(value, labels))));
  }
}
