package dev.millrace.etl.feature;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Clean tables of a small shop, written by hand: customers (with plans above them), and below them
 * usage, tickets, and messages of tickets.
 */
final class Shop {
  static final DuckSettings SMALL = new DuckSettings("256MB", 1);

  private final Path folder;
  private final Path clean;
  private final List<TableContract> contracts = new ArrayList<>();

  Shop(Path folder) {
    this.folder = folder;
    this.clean = folder.resolve("clean.duckdb");
  }

  /** A shop with all tables, without rows. */
  static Shop empty(Path folder) {
    Shop shop = new Shop(folder);
    shop.table(
        contract("plans", "name", false, Map.of(), List.of(), number("price")),
        "__key VARCHAR, __time TIMESTAMP, __known TIMESTAMP, price DOUBLE");
    shop.table(
        contract(
            "customers",
            "id",
            false,
            Map.of("cancelled", time("cancelled")),
            List.of(new Reference("plan", "plans", false)),
            category("plan"),
            number("age"),
            column("birthday", ColumnType.DATE),
            column("cancelled", ColumnType.TIMESTAMP)),
        "__key VARCHAR, __time TIMESTAMP, __known TIMESTAMP, \"__ref_plan\" VARCHAR, plan VARCHAR,"
            + " age DOUBLE, birthday DOUBLE, cancelled DOUBLE, \"__known_cancelled\" TIMESTAMP");
    shop.table(
        contract(
            "usage",
            null,
            false,
            Map.of(),
            List.of(new Reference("customer", "customers", true)),
            number("minutes"),
            column("sessions", ColumnType.INTEGER),
            category("device"),
            column("due", ColumnType.DATE)),
        "__key VARCHAR, __time TIMESTAMP, __known TIMESTAMP, \"__ref_customer\" VARCHAR, minutes"
            + " DOUBLE, sessions DOUBLE, device VARCHAR, due DOUBLE");
    shop.table(
        contract(
            "tickets",
            "number",
            false,
            Map.of("score", time("scored")),
            List.of(new Reference("customer", "customers", true)),
            category("status"),
            number("score")),
        "__key VARCHAR, __time TIMESTAMP, __known TIMESTAMP, \"__ref_customer\" VARCHAR, status"
            + " VARCHAR, score DOUBLE, \"__known_score\" TIMESTAMP");
    shop.table(
        contract(
            "messages",
            null,
            false,
            Map.of(),
            List.of(new Reference("ticket", "tickets", true)),
            column("words", ColumnType.INTEGER)),
        "__key VARCHAR, __time TIMESTAMP, __known TIMESTAMP, \"__ref_ticket\" VARCHAR, words"
            + " DOUBLE");
    return shop;
  }

  static TableContract contract(
      String name,
      @Nullable String key,
      boolean history,
      Map<String, TimeColumn> knownBy,
      List<Reference> references,
      Column... columns) {
    return new TableContract(
        name,
        key == null ? List.of() : List.of(Key.of(key)),
        time("at"),
        time("known"),
        false,
        history,
        Arrays.asList(columns),
        knownBy,
        references,
        ZoneOffset.UTC);
  }

  static TimeColumn time(String column) {
    return new TimeColumn(column, ColumnType.TIMESTAMP, List.of());
  }

  static Column number(String name) {
    return column(name, ColumnType.NUMBER);
  }

  static Column category(String name) {
    return column(name, ColumnType.CATEGORY);
  }

  static Column column(String name, ColumnType type) {
    return Column.of(name, type);
  }

  /** Adds a table; {@code __row} is put before its columns. */
  void table(TableContract contract, String columns) {
    contracts.removeIf(other -> other.name().equals(contract.name()));
    contracts.add(contract);
    sql(
        "CREATE OR REPLACE TABLE "
            + Duck.identifier(contract.name())
            + " (__row BIGINT, "
            + columns
            + ")");
  }

  /** The same table with a history. */
  void keepHistory(String table) {
    TableContract old = contract(table);
    contracts.set(
        contracts.indexOf(old),
        new TableContract(
            old.name(),
            old.key(),
            old.time(),
            old.known(),
            old.fixed(),
            true,
            old.columns(),
            old.knownBy(),
            old.references(),
            old.zone()));
  }

  TableContract contract(String table) {
    return contracts.stream().filter(c -> c.name().equals(table)).findFirst().orElseThrow();
  }

  List<TableContract> contracts() {
    return List.copyOf(contracts);
  }

  /** Adds a row; {@code __row} counts itself. */
  void row(String table, Object... values) {
    rows(table, List.<Object[]>of(values));
  }

  /** Adds rows. */
  void rows(String table, List<Object[]> rows) {
    String name = Duck.identifier(table);
    List<String> tuples = new ArrayList<>();
    for (Object[] row : rows) {
      StringBuilder tuple = new StringBuilder("(").append(tuples.size() + 1);
      for (Object value : row) {
        tuple.append(", ").append(literal(value));
      }
      tuples.add(tuple.append(')').toString());
    }
    if (!tuples.isEmpty()) {
      String first = "col0 + (SELECT count(*) FROM " + name + ")";
      sql(
          "INSERT INTO "
              + name
              + " SELECT * REPLACE ("
              + first
              + " AS col0) FROM (VALUES "
              + String.join(", ", tuples)
              + ")");
    }
  }

  private static String literal(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    return value instanceof Number ? value.toString() : Duck.literal(value.toString());
  }

  void sql(String... statements) {
    try (Connection database = Duck.open(clean, SMALL)) {
      for (String statement : statements) {
        Duck.execute(database, statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Path clean() {
    return clean;
  }

  RowsJob job(@Nullable LabelSpec label, String... cutoffs) {
    return new RowsJob(
        clean,
        null,
        contracts,
        "customers",
        label,
        Eligibility.everybody(),
        Arrays.stream(cutoffs).map(Shop::instant).toList(),
        null);
  }

  static Instant instant(String text) {
    return Instant.parse(text.contains("T") ? text : text + "T00:00:00Z");
  }

  static List<FeatureDefinition> features(String... texts) {
    return Arrays.stream(texts).map(FeatureLanguage::parse).toList();
  }

  /**
   * The rows by {@code key @ cutoff}, each a map from column to value. Without a label tables may
   * be empty.
   */
  Map<String, Map<String, Object>> compute(RowsJob job, String... features) {
    Path file = folder.resolve("rows.duckdb");
    FeatureRows.Purpose purpose =
        job.label() == null ? FeatureRows.Purpose.REPLAY : FeatureRows.Purpose.TRAINING;
    FeatureRows.compute(job, features(features), purpose, file, SMALL, Progress.silent());
    return read(file);
  }

  static Map<String, Map<String, Object>> read(Path file) {
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    try (Connection database = Duck.openReadOnly(file, SMALL);
        Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM features ORDER BY __row")) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnName(i), result.getObject(i));
        }
        String cutoff = result.getObject("__cutoff", LocalDateTime.class).toString();
        rows.put(result.getString("__key") + " @ " + cutoff, row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
