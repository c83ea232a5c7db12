package dev.millrace.etl.source;

import java.nio.file.Path;
import java.util.List;

/**
 * What an earlier call of {@link Ingest} left, for databases to go on from.
 *
 * @param file the DuckDB file; nobody may change it meanwhile
 * @param tables in it
 */
public record EarlierLanding(Path file, List<LandedTable> tables) {
  public EarlierLanding {
    tables = List.copyOf(tables);
  }
}
