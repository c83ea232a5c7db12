package dev.millrace.pipeline.demo;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The table {@code CUSTOMERS} in an H2 database of one file, {@code company.mv.db}. */
final class CustomersDatabase implements AutoCloseable {
  static final String NAME = "company";

  private static final String TABLE =
      "CREATE TABLE customers (customer_id VARCHAR(16) PRIMARY KEY, signup_on DATE NOT NULL,"
          + " region VARCHAR(16), channel VARCHAR(16) NOT NULL, birth_year INTEGER,"
          + " plan VARCHAR(16) NOT NULL, contract_months INTEGER NOT NULL, cancelled_on DATE,"
          + " winback_call_on DATE, updated_at TIMESTAMP NOT NULL)";

  private final Path folder;
  private final Connection connection;

  private CustomersDatabase(Path folder, Connection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  /** Makes the database. */
  static CustomersDatabase create(Path folder) {
    // No trace file beside the database, and no hook that closes it behind our back.
    String url =
        "jdbc:h2:file:"
            + folder.toAbsolutePath().resolve(NAME)
            + ";TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE";
    try {
      Connection connection = DriverManager.getConnection(url, "sa", "");
      try (Statement statement = connection.createStatement()) {
        statement.execute(TABLE);
      }
      connection.setAutoCommit(false);
      return new CustomersDatabase(folder, connection);
    } catch (SQLException e) {
      throw fault(folder, e);
    }
  }

  void add(List<CustomerRow> rows) {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (CustomerRow row : rows) {
        insert.setObject(1, row.customerId());
        insert.setObject(2, row.signupOn());
        insert.setObject(3, row.region());
        insert.setObject(4, row.channel());
        insert.setObject(5, row.birthYear());
        insert.setObject(6, row.plan());
        insert.setObject(7, row.contractMonths());
        insert.setObject(8, row.cancelledOn());
        insert.setObject(9, row.winbackCallOn());
        insert.setObject(10, row.updatedAt());
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw fault(folder, e);
    }
  }

  /** Writes everything to the file. */
  @Override
  public void close() {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN COMPACT");
    } catch (SQLException e) {
      throw fault(folder, e);
    }
  }

  private static MillraceException fault(Path folder, SQLException cause) {
    return new MillraceException(
        ErrorCode.FILE_ACCESS,
        "The database " + folder.resolve(NAME) + " could not be written: " + cause.getMessage(),
        "Check the disk and the name of the folder, which must not hold ';', and try again.",
        cause);
  }
}
