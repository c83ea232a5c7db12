package dev.millrace.pipeline.demo;

import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/** A company that was written, opened for questions in SQL. */
final class Company implements AutoCloseable {
  private static final String STANDARD =
      "upper(regexp_replace(trim(%s), '[^A-Za-z0-9]', '', 'g')) AS id";

  private final DemoResult result;
  private final DuckDBConnection duck;

  private Company(DemoResult result, DuckDBConnection duck) {
    this.result = result;
    this.duck = duck;
  }

  static DemoRequest request(Path folder, int customers, int months) {
    return new DemoRequest(folder, customers, months, 7, TruthDates.MONTHLY, false, 2);
  }

  static Company write(DemoRequest request) throws SQLException, IOException {
    DemoResult result = DemoCompany.write(request, Progress.silent());
    Path spill = Files.createTempDirectory("spill");
    Company company = new Company(result, Duck.inMemory(spill, new DuckSettings("512MB", 2)));
    company.open();
    return company;
  }

  DemoResult result() {
    return result;
  }

  Path folder() {
    return result.folder();
  }

  /** The first number of the first row. */
  double number(String sql) {
    try (Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getDouble(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** All rows, values parted by a bar. */
  List<String> rows(String sql) throws SQLException {
    try (Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return texts(rows);
    }
  }

  /** Hashes of all files but the database, by path. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".mv.db")) {
          hashes.put(folder.relativize(file).toString(), Hashes.sha256(file));
        }
      }
    }
    return hashes;
  }

  /** The rows of the database. */
  static List<String> customers(Path folder) throws SQLException {
    String url = "jdbc:h2:file:" + folder.resolve("company") + ";ACCESS_MODE_DATA=r";
    try (Connection h2 = DriverManager.getConnection(url, "sa", "");
        Statement statement = h2.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM customers ORDER BY customer_id")) {
      return texts(rows);
    }
  }

  @Override
  public void close() throws SQLException {
    duck.close();
  }

  private static List<String> texts(ResultSet rows) throws SQLException {
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(String.valueOf(rows.getString(i)));
      }
      texts.add(String.join("|", values));
    }
    return texts;
  }

  private void open() throws SQLException {
    view("usage", "customer_id", "read_parquet('%s/usage/*/*.parquet', hive_partitioning = true)");
    view("truth", "customer_id", "read_parquet('%s/truth/*.parquet')");
    view("billing", "customer", csv("billing/*.csv", ";", BillingLines.HEADER));
    view("surveys", "customer", csv("surveys.csv", ",", SurveyLines.HEADER));
    view("tickets", "customer", "read_json('%s/tickets.jsonl', format = 'newline_delimited')");
    Duck.execute(
        duck,
        "CREATE TABLE customers (id VARCHAR, signup DATE, region VARCHAR, channel VARCHAR,"
            + " birth INTEGER, plan VARCHAR, months INTEGER, cancelled DATE, winback DATE,"
            + " updated VARCHAR)");
    try (PreparedStatement insert =
        duck.prepareStatement("INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (String row : customers(folder())) {
        String[] values = row.split("\\|", -1);
        for (int i = 0; i < values.length; i++) {
          insert.setString(i + 1, values[i].equals("null") ? null : values[i].replace("CU-", "CU"));
        }
        insert.execute();
      }
    }
  }

  /** Lines that are no rows are left out. */
  private static String csv(String files, String delimiter, String header) {
    String columns =
        Stream.of(header.strip().split(delimiter))
            .map(name -> name + ": 'VARCHAR'")
            .collect(Collectors.joining(", ", "{", "}"));
    return "read_csv('%s/"
        + files
        + ("', header = true, ignore_errors = true, delim = '" + delimiter)
        + ("', columns = " + columns + ")");
  }

  private void view(String name, String customer, String from) {
    Duck.execute(
        duck,
        "CREATE TABLE "
            + name
            + " AS SELECT *, "
            + STANDARD.formatted(customer)
            + " FROM "
            + from.formatted(folder()));
  }
}
