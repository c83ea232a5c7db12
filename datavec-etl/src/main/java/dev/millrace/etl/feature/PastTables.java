package dev.millrace.etl.feature;

import dev.millrace.etl.clean.TableRules;
import dev.millrace.etl.clean.TablesJob;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckFile;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.table.TableContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A copy of the landed tables as they would have been at a moment: without rows that became known
 * later, and with values missing that did. Rows that cleaning set aside stay, as nothing tells when
 * they were known.
 */
final class PastTables {
  private final TablesJob tables;
  private final RowsJob job;
  private final long moment;

  PastTables(TablesJob tables, RowsJob job, Instant moment) {
    this.tables = tables;
    this.job = job;
    this.moment = ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  /** Writes the copy into a folder; gives the job that cleans it. */
  TablesJob write(Path folder, DuckSettings settings) {
    Path copy = folder.resolve("landed.duckdb");
    List<LandedTable> sources =
        DuckFile.write(
            copy,
            settings,
            (database, scratch) -> {
              Duck.execute(
                  database, "ATTACH " + Duck.literal(tables.landed()) + " AS landed (READ_ONLY)");
              CleanTables clean = new CleanTables(database, job);
              Duck.execute(database, "CREATE SCHEMA raw");
              Duck.execute(database, "CREATE SCHEMA malformed");
              return copy(database, clean);
            });
    return new TablesJob(copy, sources, tables.tables());
  }

  private List<LandedTable> copy(Connection database, CleanTables clean) {
    List<LandedTable> copies = new ArrayList<>();
    for (TableRules rules : tables.tables()) {
      TableContract contract = rules.contract();
      LandedTable landed =
          tables.sources().stream()
              .filter(source -> source.source().equals(contract.name()))
              .findFirst()
              .orElseThrow();
      copies.add(copy(database, clean, landed, contract));
    }
    return copies;
  }

  private LandedTable copy(
      Connection database, CleanTables clean, LandedTable landed, TableContract contract) {
    String name = Duck.identifier(landed.source());
    Duck.execute(database, "CREATE TABLE raw." + name + " AS " + known(clean, contract));
    Duck.execute(
        database, "CREATE TABLE malformed." + name + " AS SELECT * FROM landed.malformed." + name);
    long rows = Duck.queryLong(database, "SELECT count(*) FROM raw." + name);
    if (rows + landed.malformed() == 0) {
      // a source without rows would be refused; this one is set aside
      Duck.execute(database, "INSERT INTO raw." + name + " (__row, __file) VALUES (0, '')");
      rows = 1;
    }
    return new LandedTable(
        landed.source(),
        landed.columns(),
        rows,
        landed.malformed(),
        landed.dialect(),
        landed.fingerprint());
  }

  private String known(CleanTables clean, TableContract contract) {
    String name = Duck.identifier(contract.name());
    String replaced =
        later(clean, contract).entrySet().stream()
            .map(
                e ->
                    "CASE WHEN "
                        + String.join(" OR ", e.getValue())
                        + " THEN NULL ELSE r."
                        + Duck.identifier(e.getKey())
                        + " END AS "
                        + Duck.identifier(e.getKey()))
            .collect(Collectors.joining(", "));
    return "SELECT r.*"
        + (replaced.isEmpty() ? "" : " REPLACE (" + replaced + ")")
        + " FROM landed.raw."
        + name
        + " r LEFT JOIN clean.main."
        + name
        + " c ON c.__row = r.__row WHERE c.__row IS NULL OR c.__known IS NULL OR epoch_us(c.__known)"
        + " < "
        + moment
        + " ORDER BY r.__row";
  }

  /** By landed column, conditions under which its value was not known yet. */
  private Map<String, Set<String>> later(CleanTables clean, TableContract contract) {
    Map<String, Set<String>> later = new LinkedHashMap<>();
    contract
        .knownBy()
        .forEach(
            (column, time) -> {
              String condition = "epoch_us(c." + CleanTables.knownColumn(column) + ") >= " + moment;
              later.computeIfAbsent(column, key -> new LinkedHashSet<>()).add(condition);
              later.computeIfAbsent(time.column(), key -> new LinkedHashSet<>()).add(condition);
            });
    LabelSpec label = job.label();
    if (label != null && label.column() != null && label.table().equals(contract.name())) {
      String event = "c." + Duck.identifier(label.column());
      later
          .computeIfAbsent(label.column(), key -> new LinkedHashSet<>())
          .add(clean.micros(contract.name(), label.column(), event) + " >= " + moment);
    }
    return later;
  }
}
