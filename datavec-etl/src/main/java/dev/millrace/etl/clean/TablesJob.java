package dev.millrace.etl.clean;

import dev.millrace.etl.source.LandedTable;
import java.nio.file.Path;
import java.util.List;

/**
 * Landed tables and the contracts they are held against.
 *
 * @param landed the DuckDB file
 * @param sources what landed in it; each table of {@code tables} is among them by name
 */
public record TablesJob(Path landed, List<LandedTable> sources, List<TableRules> tables) {
  public TablesJob {
    sources = List.copyOf(sources);
    tables = List.copyOf(tables);
  }

  /** The landed table of a contract. */
  LandedTable source(String name) {
    return sources.stream()
        .filter(source -> source.source().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no source landed as '" + name + "'"));
  }
}
