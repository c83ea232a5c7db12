package dev.millrace.pipeline.e2e;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Progress;
import dev.millrace.pipeline.command.Captured;
import dev.millrace.pipeline.demo.DemoCompany;
import dev.millrace.pipeline.demo.DemoRequest;
import dev.millrace.pipeline.demo.TruthDates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a tiny example company and a small recipe for it. The company is made up once for
 * all tests of a JVM; each project has a copy of its own.
 */
final class RelationalProject extends ProjectFolder {
  static final int CUSTOMERS = 400;
  static final String LEAK = "customers.winback_call_on";

  private static final String RECIPE =
      """
      recipe: small
      seed: 7
      sources:
        customers:
          type: jdbc
          url: "jdbc:h2:file:company"
          user: sa
          table: customers
          key: customer_id
          watermark: updated_at
        usage: {type: parquet, path: "usage/*/*.parquet"}
        billing: {type: csv, path: "billing/*.csv", delimiter: ";"}
        tickets: {type: json, path: tickets.jsonl}
        truth: {type: parquet, path: "truth/*.parquet"}
      entity: customers
      clean:
        customers:
          key: {column: customer_id, text: [trim, upper, alphanumeric]}
          time: {column: signup_on, type: date}
          columns:
            plan: {type: category, values: [basic, plus, premium, team]}
            cancelled_on: {type: date, missing: allowed, known: {column: cancelled_on, type: date}}
            winback_call_on: {type: date, missing: allowed}
        usage:
          time: {column: day, type: date}
          known: loaded_at
          references: {customer_id: customers}
          columns:
            minutes: {type: integer, min: 0, max: 1440, missing: allowed}
        billing:
          key: invoice_id
          time: {column: invoiced_on, type: date, formats: [yyyy-MM-dd, dd.MM.yyyy, yyyy/MM/dd]}
          references: {customer: customers}
          columns:
            status:
              type: category
              values: [paid, late, failed]
              missing: allowed
              known: {column: status_on, type: date, formats: [yyyy-MM-dd, dd.MM.yyyy, yyyy/MM/dd]}
          duplicates: {key: keep_first}
        tickets:
          key: ticket_id
          time: opened_at
          references: {customer: customers}
          columns:
            text: {type: category}
            satisfaction: {type: integer, min: 1, max: 5, missing: allowed, known: rated_at}
        truth:
          time: {column: date, type: date}
          references: {customer_id: customers}
          columns:
            probability: {type: number, min: 0, max: 1}
      label: {event: customers.cancelled_on, within: 30d}
      eligible: {min_age: 30d}
      cutoffs: {every: month, from: 2025-03-01, to: 2025-12-01}
      truth: {table: truth, column: probability}
      features:
        windows: [30d]
        aggregate:
          usage: [count, recency]
          usage.minutes: [sum]
          "billing where status = 'failed'": [count]
          tickets.mood: {functions: [mean], windows: [90d]}
        attributes: [customers.plan, customers.winback_call_on, age(customers)]
        expressions: {log_minutes: "log1p(sum(usage.minutes, 30d))"}
        sentiment:
          mood: {text: tickets.text, score: tickets.satisfaction, positive_from: 4}
        suspicion: {roc_auc: 0.8, trusted: ["sum(usage.minutes, 30d)", log_minutes]}
      split: {strategy: time, validation_from: 2025-08-01, test_from: 2025-10-01, entities: shared}
      train: {network: mlp, layers: [8], epochs: 5}
      evaluate: {bootstrap: 100}
      score: {probability: churn_risk, reasons: churn_reasons, most_reasons: 2}
      """;

  private static @Nullable Path company;

  private RelationalProject(Path folder) {
    super(folder);
  }

  /** A project whose recipe works. */
  static RelationalProject in(Path folder) {
    copy(company(), folder);
    return new RelationalProject(folder).recipe(text -> text);
  }

  /** Writes the working recipe with a change. */
  RelationalProject recipe(UnaryOperator<String> change) {
    write(recipe(), change.apply(RECIPE));
    return this;
  }

  /** Scores the customers as they were known at a date. */
  Captured score(Path run, String at, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("score", run.resolve("model").toString(), recipe().toString(), "--at", at));
    arguments.addAll(List.of(more));
    return Captured.run(arguments.toArray(String[]::new));
  }

  /** Changes the database of customers. */
  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Rows of the database, values parted by a bar. */
  List<String> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        StringJoiner row = new StringJoiner("|");
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(found.getString(i)));
        }
        rows.add(row.toString());
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:h2:file:" + folder().resolve("company"), "sa", "");
  }

  private static synchronized Path company() {
    if (company == null) {
      try {
        Path made = Files.createTempDirectory("company");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> AtomicFiles.deleteTree(made)));
        DemoCompany.write(
            new DemoRequest(made, CUSTOMERS, 14, 7, TruthDates.MONTHLY, false, 2),
            Progress.silent());
        company = made;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return company;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path place = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(place);
        } else {
          Files.copy(path, place);
        }
      }
    } catch (FileAlreadyExistsException e) {
      throw new IllegalStateException("the project's folder is not empty", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
