package dev.millrace.conformance.exposition;

import java.util.ArrayList;
import java.util.List;

/** The samples below one {@code TYPE} line. */
public record Family(String name, String type, List<Sample> samples) {
  Family(String name, String type) {
    this(name, type, new ArrayList<>());
  }

  /** Whether a sample of this name belongs here. */
  boolean takes(String sample) {
    return switch (type) {
      case "histogram" ->
          sample.equals(name + "_bucket")
              || sample.equals(name + "_sum")
              || sample.equals(name + "_count");
      case "summary" ->
          sample.equals(name) || sample.equals(name + "_sum") || sample.equals(name + "_count");
      default -> sample.equals(name);
    };
  }

  /** The samples with a name. */
  List<Sample> named(String sample) {
    return samples.stream().filter(each -> each.name().equals(sample)).toList();
  }
}
