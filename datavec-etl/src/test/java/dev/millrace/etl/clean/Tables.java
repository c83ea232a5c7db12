package dev.millrace.etl.clean;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.Lab;
import dev.millrace.etl.clean.TablesReport.TableReport;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.Fingerprints;
import dev.millrace.etl.source.Ingest;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small sources, their contracts under construction, and their cleaning. */
final class Tables {
  static final TextRule[] IDENTIFIER = {TextRule.TRIM, TextRule.UPPER, TextRule.ALPHANUMERIC};

  private final Lab lab;
  private final List<SourceSpec> sources = new ArrayList<>();
  private final List<TableRules> rules = new ArrayList<>();

  Tables(Path folder) {
    lab = new Lab(folder);
  }

  /** A source of comma-separated text and its contract. */
  Tables csv(Contract contract, String text) {
    Path file = lab.write(contract.name + ".csv", text);
    List<String> paths = List.of(file.toString());
    return source(
        contract,
        new SourceSpec.Csv(contract.name, paths, List.of(), null, null, null, null, null, 0));
  }

  /** A source of typed values, as a query of DuckDB, and its contract. */
  Tables parquet(Contract contract, String query) {
    Path file = lab.folder().resolve(contract.name + ".parquet");
    lab.duck("COPY (" + query + ") TO " + Duck.literal(file) + " (FORMAT parquet)");
    return source(
        contract, new SourceSpec.Parquet(contract.name, List.of(file.toString()), List.of()));
  }

  private Tables source(Contract contract, SourceSpec source) {
    sources.add(source);
    rules.add(contract.rules());
    return this;
  }

  Lab lab() {
    return lab;
  }

  List<TableRules> rules() {
    return rules;
  }

  TablesJob job() {
    List<Fingerprint> prints =
        sources.stream().map(source -> Fingerprints.of(source, Progress.silent())).toList();
    List<LandedTable> landed =
        Ingest.land(sources, prints, lab.landed(), Lab.SETTINGS, Progress.silent());
    return new TablesJob(lab.landed(), landed, rules);
  }

  TablesReport clean() {
    return clean(Lab.SETTINGS);
  }

  TablesReport clean(DuckSettings settings) {
    return TablesCleaner.clean(job(), lab.clean(), settings, Progress.silent());
  }

  /** The only table's, or the first's. */
  CleanReport cleanFirst() {
    return clean().tables().get(0).clean();
  }

  static TableReport of(TablesReport report, String table) {
    return report.tables().stream().filter(t -> t.table().equals(table)).findFirst().orElseThrow();
  }

  /** The clean rows of a table in the order of their numbers. */
  List<String> rows(String table) {
    return query("SELECT * FROM main." + Duck.identifier(table) + " ORDER BY __row");
  }

  List<String> query(String sql) {
    return Lab.query(lab.clean(), sql);
  }

  /** What was set aside: table, row, key, column, value, rule. */
  List<String> quarantine() {
    return query(
        "SELECT table_name, row, key, column_name, value, rule FROM quarantine ORDER BY rowid");
  }

  List<String> nulled() {
    return query(
        "SELECT table_name, row, key, column_name, value, rule FROM nulled ORDER BY rowid");
  }

  static TimeColumn date(String column, String... formats) {
    return new TimeColumn(column, ColumnType.DATE, List.of(formats));
  }

  static TimeColumn timestamp(String column, String... formats) {
    return new TimeColumn(column, ColumnType.TIMESTAMP, List.of(formats));
  }

  /** A contract under construction. */
  static final class Contract {
    private final String name;
    private final List<Key> key = new ArrayList<>();
    private @Nullable TimeColumn time;
    private @Nullable TimeColumn known;
    private boolean fixed;
    private boolean history;
    private final List<Column> columns = new ArrayList<>();
    private final Map<String, TimeColumn> knownBy = new LinkedHashMap<>();
    private final List<Reference> references = new ArrayList<>();
    private ZoneId zone = ZoneOffset.UTC;
    private CleanPolicy policy = Rows.LENIENT;

    Contract(String name) {
      this.name = name;
    }

    Contract key(String column, TextRule... text) {
      key.add(text.length == 0 ? Key.of(column) : new Key(column, List.of(text)));
      return this;
    }

    Contract time(TimeColumn column) {
      time = column;
      return this;
    }

    Contract known(TimeColumn column) {
      known = column;
      return this;
    }

    Contract fixed() {
      fixed = true;
      return this;
    }

    Contract history() {
      history = true;
      return this;
    }

    Contract column(Column column) {
      columns.add(column);
      return this;
    }

    Contract column(String column, ColumnType type) {
      return column(Column.of(column, type));
    }

    Contract knownBy(String column, TimeColumn when) {
      knownBy.put(column, when);
      return this;
    }

    Contract refers(String column, String table) {
      references.add(new Reference(column, table, true));
      return this;
    }

    Contract mayRefer(String column, String table) {
      references.add(new Reference(column, table, false));
      return this;
    }

    Contract zone(String id) {
      zone = ZoneId.of(id);
      return this;
    }

    Contract policy(CleanPolicy other) {
      policy = other;
      return this;
    }

    TableRules rules() {
      return new TableRules(
          new TableContract(
              name, key, time, known, fixed, history, columns, knownBy, references, zone),
          policy);
    }
  }
}
