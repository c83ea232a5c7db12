package dev.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the values of one column were distributed: rows by cell, of which the first is missing. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NumberProfile.class, name = "numbers"),
  @JsonSubTypes.Type(value = CategoryProfile.class, name = "categories")
})
public sealed interface ColumnProfile permits NumberProfile, CategoryProfile {
  /** The name of the column. */
  String column();

  /** Rows by cell: those where it is missing, then those of each bin or category, then the rest. */
  long[] cells();

  /** Rows in all. */
  default long rows() {
    long rows = 0;
    for (long cell : cells()) {
      rows += cell;
    }
    return rows;
  }
}
