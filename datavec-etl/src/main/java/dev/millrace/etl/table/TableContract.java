package dev.millrace.etl.table;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Key;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row of one source is, in a recipe with several of them.
 *
 * @param name of the source, and of the clean table
 * @param key the columns that identify a row together; empty where nothing does
 * @param time when what the row tells happened; null for a table without a clock
 * @param known when the row became known; null where that is {@code time}. A row whose known time
 *     is before its time counts as known at its time.
 * @param fixed whether the table has no clock because its rows never change and were always known,
 *     for example a list of regions; only then may {@code time} be null
 * @param history whether several rows may have the same key: versions of one thing, of which the
 *     last one known counts
 * @param columns what a row tells, in order; times, keys and references need not be among them
 * @param knownBy for columns that become known later than their row: the time column that says
 *     when, by column name; where that time is missing the value is not known yet
 * @param references to rows of other tables
 * @param zone of times that are written without one
 */
public record TableContract(
    String name,
    List<Key> key,
    @Nullable TimeColumn time,
    @Nullable TimeColumn known,
    boolean fixed,
    boolean history,
    List<Column> columns,
    Map<String, TimeColumn> knownBy,
    List<Reference> references,
    ZoneId zone) {
  public TableContract {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
    knownBy = Collections.unmodifiableMap(new LinkedHashMap<>(knownBy));
    references = List.copyOf(references);
  }
}
