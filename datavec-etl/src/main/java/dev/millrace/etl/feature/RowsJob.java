package dev.millrace.etl.feature;

import dev.millrace.etl.table.TableContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that feature rows are made of.
 *
 * @param clean the DuckDB file with the clean tables
 * @param texts a DuckDB file with columns made of texts: a table {@code (__row, …)} for each clean
 *     table that has some; null for none
 * @param tables their contracts, columns made of texts included; the entity's is among them
 * @param entity the table whose rows are asked about
 * @param label the question; null when scoring, where the answer is not known yet
 * @param eligibility who is asked about
 * @param cutoffs ascending, distinct, at least one
 * @param truth where the true probability is known; null elsewhere
 */
public record RowsJob(
    Path clean,
    @Nullable Path texts,
    List<TableContract> tables,
    String entity,
    @Nullable LabelSpec label,
    Eligibility eligibility,
    List<Instant> cutoffs,
    @Nullable Truth truth) {
  public RowsJob {
    tables = List.copyOf(tables);
    cutoffs = List.copyOf(cutoffs);
  }

  /**
   * A table with the true probability of the event by entity and time; only made-up data has one.
   * It never becomes a feature.
   *
   * @param table has a reference to the entity and a time, which has to equal the cutoff
   * @param column holds the probability, 0 to 1
   */
  public record Truth(String table, String column) {}
}
