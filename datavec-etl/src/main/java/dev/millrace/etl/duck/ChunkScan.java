package dev.millrace.etl.duck;

import java.sql.Connection;
import java.sql.SQLException;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * A query read chunk by chunk (at most 2048 rows), straight from DuckDB's vectors. Holds one chunk.
 * Not thread-safe; has its connection for itself and closes it.
 */
public final class ChunkScan implements AutoCloseable {
  private final Connection connection;
  private final DuckDBPreparedStatement statement;
  private final DuckDBChunkedResult result;
  private final DuckDBReadableVector[] vectors;
  private int rows;

  private ChunkScan(
      Connection connection, DuckDBPreparedStatement statement, DuckDBChunkedResult result) {
    this.connection = connection;
    this.statement = statement;
    this.result = result;
    this.vectors = new DuckDBReadableVector[Math.toIntExact(result.columnCount())];
  }

  /** Starts the query on a connection of its own to the same database. */
  public static ChunkScan start(DuckDBConnection database, String sql) {
    try {
      DuckDBConnection connection;
      synchronized (database) {
        connection = database.duplicate();
      }
      try {
        DuckDBPreparedStatement statement = connection.prepare(sql);
        return new ChunkScan(connection, statement, statement.query());
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  /** Moves to the next chunk; the vectors of the last one become invalid. False at the end. */
  public boolean next() {
    try {
      while (result.nextChunk()) {
        rows = Math.toIntExact(result.chunk().rowCount());
        if (rows > 0) {
          for (int i = 0; i < vectors.length; i++) {
            vectors[i] = result.chunk().vector(i);
          }
          return true;
        }
      }
      rows = 0;
      return false;
    } catch (RuntimeException e) {
      // the driver wraps its own errors, because its method declares none
      if (e.getCause() instanceof SQLException cause) {
        throw DuckErrors.translate(cause);
      }
      throw e;
    }
  }

  /** Rows of the current chunk. */
  public int rows() {
    return rows;
  }

  /**
   * A column of the current chunk, by its place in the query from 0; valid until {@link #next()}.
   */
  public DuckDBReadableVector vector(int column) {
    return vectors[column];
  }

  @Override
  public void close() {
    try (connection;
        statement;
        result) {
      rows = 0;
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }
}
