package dev.millrace.etl.jdbc;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;

/**
 * Turns what a driver says into what a person can act on, without secrets. States are those of SQL
 * (ISO/IEC 9075) and of PostgreSQL; numbers those of H2.
 */
public final class DatabaseErrors {
  /** PostgreSQL: shut down or not yet up, and no connection left. */
  private static final Set<String> UNREACHABLE = Set.of("57P01", "57P02", "57P03", "53300");

  private static final int H2_OPEN_ELSEWHERE = 90020;
  private static final Set<Integer> H2_NO_DATABASE = Set.of(90013, 90146, 90149);
  private static final Set<Integer> H2_NO_RIGHT = Set.of(90040, 90096);
  private static final int MYSQL_NO_DATABASE = 1049;

  private final Database database;
  private final String subject;
  private final ErrorCode otherwise;

  /**
   * @param subject in front of every message, for example {@code Source 'customers'}
   * @param otherwise the code of what is none of the well-known faults
   */
  public DatabaseErrors(Database database, String subject, ErrorCode otherwise) {
    this.database = database;
    this.subject = subject;
    this.otherwise = otherwise;
  }

  /** The error for a failed connection or statement. */
  public MillraceException translate(SQLException error) {
    SQLException telling = telling(error);
    Fault fault = fault(telling);
    return new MillraceException(
        fault.code,
        subject + ": the database " + database.place() + " " + fault.what + ": " + message(error),
        fault.hint,
        withoutSecrets(telling));
  }

  /**
   * What happened.
   *
   * @param what follows the name of the database
   */
  private record Fault(ErrorCode code, String what, String hint) {}

  private Fault fault(SQLException error) {
    String state = String.valueOf(error.getSQLState());
    int number = error.getErrorCode();
    if (number == H2_OPEN_ELSEWHERE) {
      String hint = "Close it there, or serve it (jdbc:h2:tcp:…), and run again.";
      return new Fault(ErrorCode.LOCKED, "is open in another process", hint);
    }
    if (H2_NO_DATABASE.contains(number) || number == MYSQL_NO_DATABASE || state.equals("3D000")) {
      String hint = "Check the name of the database in 'url'.";
      return new Fault(ErrorCode.SOURCE_NOT_FOUND, "is not there", hint);
    }
    if (state.startsWith("28")) {
      String what = "refused the login of " + database.userName();
      String hint = "Check 'user' and 'password', and the variables that they come from.";
      return new Fault(ErrorCode.SOURCE_UNREADABLE, what, hint);
    }
    if (state.equals("42501") || H2_NO_RIGHT.contains(number)) {
      String what = "has not given the right to " + database.userName();
      return new Fault(otherwise, what, "Ask its administrator to grant it.");
    }
    if (isUnreachable(error, state)) {
      String hint = "Check that its server runs, and host, port and network, and run again.";
      return new Fault(ErrorCode.SOURCE_UNREACHABLE, "could not be reached", hint);
    }
    return new Fault(otherwise, "refused a statement", "Check what is asked of it.");
  }

  /** An error of this subject that no driver told. */
  public MillraceException error(ErrorCode code, String message, String hint) {
    return new MillraceException(code, subject + ": " + message, hint);
  }

  /** The first line of what the driver says, without secrets. */
  public String message(SQLException error) {
    String text = String.valueOf(telling(error).getMessage());
    String line = text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    return database.withoutSecrets(line);
  }

  private static boolean isUnreachable(SQLException error, String state) {
    return state.startsWith("08")
        || UNREACHABLE.contains(state)
        || error instanceof SQLNonTransientConnectionException
        || error instanceof SQLTransientConnectionException
        || error instanceof SQLRecoverableException;
  }

  /** A batch says only that it failed; the reason follows it. */
  private static SQLException telling(SQLException error) {
    SQLException next = error.getNextException();
    return error instanceof java.sql.BatchUpdateException && next != null ? next : error;
  }

  /** The error itself where nothing in its chain tells a secret, else a copy of what it says. */
  private Throwable withoutSecrets(SQLException error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      for (String text : List.of(String.valueOf(t.getMessage()), t.toString())) {
        if (!database.withoutSecrets(text).equals(text)) {
          SQLException copy =
              new SQLException(
                  database.withoutSecrets(String.valueOf(error.getMessage())),
                  error.getSQLState(),
                  error.getErrorCode());
          copy.setStackTrace(error.getStackTrace());
          return copy;
        }
      }
    }
    return error;
  }
}
