package dev.millrace.benchmarks;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feature.Eligibility;
import dev.millrace.etl.feature.FeatureDefinition;
import dev.millrace.etl.feature.FeatureLanguage;
import dev.millrace.etl.feature.FeatureRows;
import dev.millrace.etl.feature.LabelSpec;
import dev.millrace.etl.feature.RowsJob;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Features of customers at 24 monthly cutoffs from a large table of usage and a small one of
 * tickets, made up from hashes, so that the same size always gives the same tables.
 *
 * <ul>
 *   <li>{@code generate FOLDER CUSTOMERS}: writes {@code clean.duckdb} and, for others to read,
 *       {@code usage.parquet} and {@code customers.parquet}; 500 rows of usage per customer;
 *   <li>{@code all FOLDER}, {@code subset FOLDER}: computes all features, or those that the Python
 *       script computes, too; prints a line {@code name<TAB>rows of
 *       usage<TAB>features<TAB>rows<TAB>seconds<TAB>CPU seconds<TAB>peak MiB} and writes {@code
 *       features.parquet}.
 * </ul>
 */
public final class FeatureBenchmark {
  private static final int USAGE_PER_CUSTOMER = 500;
  private static final List<String> COLUMNS = List.of("minutes", "sessions", "errors", "megabytes");
  private static final List<Integer> WINDOWS = List.of(7, 30, 90, 180);

  private FeatureBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("generate")) {
      generate(folder, Integer.parseInt(arguments[2]));
    } else {
      measure(arguments[0], folder);
    }
  }

  private static void measure(String name, Path folder) throws Exception {
    List<FeatureDefinition> features = name.equals("all") ? all() : subset();
    Path clean = folder.resolve("clean.duckdb");
    Path rows = folder.resolve("features.duckdb");
    RowsJob job =
        new RowsJob(
            clean,
            null,
            contracts(),
            "customers",
            new LabelSpec("customers", "cancelled", null, 30, false),
            Eligibility.everybody(),
            cutoffs(),
            null);
    long begin = System.nanoTime();
    RowsReport report =
        FeatureRows.compute(job, features, rows, DuckSettings.standard(), Progress.silent());
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpu = cpuSeconds();
    long peak = peakMebibytes();
    try (Connection database = Duck.openReadOnly(rows, DuckSettings.standard());
        Connection source = Duck.openReadOnly(clean, DuckSettings.standard())) {
      System.out.printf(
          Locale.ROOT,
          "%s\t%d\t%d\t%d\t%.1f\t%.1f\t%d%n",
          name,
          Duck.queryLong(source, "SELECT count(*) FROM usage"),
          report.features().size(),
          Duck.queryLong(database, "SELECT count(*) FROM features"),
          seconds,
          cpu,
          peak);
      Duck.execute(
          database,
          "COPY features TO "
              + Duck.literal(folder.resolve("features.parquet"))
              + " (FORMAT parquet)");
    }
  }

  /** Of all threads of this process, its start included: other work on the machine matters less. */
  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** The most memory that this process ever had in use. */
  private static long peakMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }

  /** The first of each month from February 2023 to January 2025. */
  private static List<Instant> cutoffs() {
    return IntStream.range(0, 24)
        .mapToObj(LocalDate.of(2023, 2, 1)::plusMonths)
        .map(day -> day.atStartOfDay().toInstant(ZoneOffset.UTC))
        .toList();
  }

  private static List<FeatureDefinition> all() {
    List<String> texts = new ArrayList<>();
    for (int window : WINDOWS) {
      texts.add("count(usage, " + window + "d)");
      texts.add("count(tickets, " + window + "d)");
      texts.add("share(tickets where status = 'open', " + window + "d)");
      for (String column : COLUMNS) {
        for (String function : List.of("sum", "mean", "min", "max", "std", "trend")) {
          texts.add(function + "(usage." + column + ", " + window + "d)");
        }
      }
    }
    texts.addAll(
        List.of(
            "recency(usage)",
            "recency(tickets)",
            "gap(usage, 90d)",
            "distinct(usage.device, 90d)",
            "last(usage.device)",
            "customers.plan",
            "customers.age",
            "age(customers)",
            "cutoff.month",
            "sum(usage.minutes, 365d)",
            "sum(usage.minutes, 30d) / sum(usage.minutes, 90d)"));
    return texts.stream().map(FeatureLanguage::parse).toList();
  }

  private static List<FeatureDefinition> subset() {
    List<String> texts = new ArrayList<>();
    for (int window : WINDOWS) {
      texts.add("count(usage, " + window + "d)");
      for (String column : COLUMNS) {
        for (String function : List.of("sum", "mean", "min", "max", "std")) {
          texts.add(function + "(usage." + column + ", " + window + "d)");
        }
      }
    }
    return texts.stream().map(FeatureLanguage::parse).toList();
  }

  private static List<TableContract> contracts() {
    TimeColumn at = new TimeColumn("at", ColumnType.TIMESTAMP, List.of());
    TimeColumn cancelled = new TimeColumn("cancelled", ColumnType.TIMESTAMP, List.of());
    Reference customer = new Reference("customer", "customers", true);
    return List.of(
        contract(
            "customers",
            List.of(Key.of("id")),
            at,
            Map.of("cancelled", cancelled),
            List.of(),
            Column.of("plan", ColumnType.CATEGORY),
            Column.of("age", ColumnType.INTEGER),
            Column.of("cancelled", ColumnType.TIMESTAMP)),
        contract(
            "usage",
            List.of(),
            at,
            Map.of(),
            List.of(customer),
            Column.of("minutes", ColumnType.NUMBER),
            Column.of("sessions", ColumnType.INTEGER),
            Column.of("errors", ColumnType.INTEGER),
            Column.of("megabytes", ColumnType.NUMBER),
            Column.of("device", ColumnType.CATEGORY)),
        contract(
            "tickets",
            List.of(),
            at,
            Map.of(),
            List.of(customer),
            Column.of("status", ColumnType.CATEGORY)));
  }

  private static TableContract contract(
      String name,
      List<Key> key,
      TimeColumn time,
      Map<String, TimeColumn> knownBy,
      List<Reference> references,
      Column... columns) {
    return new TableContract(
        name, key, time, null, false, false, List.of(columns), knownBy, references, ZoneOffset.UTC);
  }

  private static void generate(Path folder, int customers) throws IOException, SQLException {
    Files.createDirectories(folder);
    Path clean = folder.resolve("clean.duckdb");
    Files.deleteIfExists(clean);
    long usage = (long) customers * USAGE_PER_CUSTOMER;
    try (Connection database = Duck.open(clean, new DuckSettings("2GB", 2))) {
      Duck.execute(
          database,
          "CREATE TABLE customers AS SELECT r + 1 AS __row, "
              + key("r")
              + " AS __key, TIMESTAMP '2022-06-01'"
              + " + to_days(CAST(hash(r) % 400 AS INTEGER)) AS __time, __time AS __known, 'plan ' ||"
              + " (r % 3) AS plan, CAST(18 + r % 70 AS DOUBLE) AS age, CASE WHEN hash(r + 3) % 2 = 0"
              + " THEN 19450.0 + hash(r + 5) % 700 END AS cancelled, make_timestamp(CAST(cancelled *"
              + " 86400000000 AS BIGINT)) AS __known_cancelled FROM range("
              + customers
              + ") t(r)");
      Duck.execute(database, usage(customers, usage));
      Duck.execute(database, tickets(customers, usage / 100));
      for (String table : List.of("usage", "customers")) {
        Path file = folder.resolve(table + ".parquet");
        Duck.execute(database, "COPY " + table + " TO " + Duck.literal(file) + " (FORMAT parquet)");
      }
    }
  }

  /** Two years of rows in order of time; one in fifty comes five days late. */
  private static String usage(int customers, long rows) {
    return "CREATE TABLE usage AS SELECT row_number() OVER () AS __row, CAST(NULL AS VARCHAR) AS"
        + " __key, happened AS __time, CASE WHEN hash(r + 7) % 50 = 0 THEN happened + INTERVAL 5 DAY"
        + " ELSE happened END AS __known, "
        + key("hash(r) % " + customers)
        + " AS __ref_customer, CASE WHEN hash(r + 1) % 20 > 0 THEN round((hash(r * 3) % 100000) /"
        + " 700.0, 2) END AS minutes, CAST(hash(r * 5) % 9 AS DOUBLE) AS sessions, CAST(hash(r * 7) %"
        + " 3 AS DOUBLE) AS errors, round((hash(r * 11) % 1000000) / 7.0, 3) AS megabytes, 'device '"
        + " || (hash(r * 13) % 4) AS device FROM (SELECT r, TIMESTAMP '2023-01-01' +"
        + " to_microseconds(CAST(r * (790 * 86400000000.0 / "
        + rows
        + ") AS BIGINT)) AS happened FROM range("
        + rows
        + ") t(r)) ORDER BY __known";
  }

  private static String tickets(int customers, long rows) {
    return "CREATE TABLE tickets AS SELECT r + 1 AS __row, CAST(NULL AS VARCHAR) AS __key, TIMESTAMP"
        + " '2023-01-01' + to_seconds(CAST(hash(r) % (760 * 86400) AS BIGINT)) AS __time, __time AS"
        + " __known, "
        + key("hash(r + 1) % " + customers)
        + " AS __ref_customer, CASE WHEN hash(r + 2) % 3 = 0 THEN 'open' ELSE 'closed' END AS status"
        + " FROM range("
        + rows
        + ") t(r) ORDER BY __known";
  }

  private static String key(String number) {
    return "'C' || lpad(CAST(" + number + " AS VARCHAR), 6, '0')";
  }
}
