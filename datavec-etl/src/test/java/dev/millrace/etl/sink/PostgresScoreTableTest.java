package dev.millrace.etl.sink;

import dev.millrace.etl.jdbc.TestDatabase;
import dev.millrace.etl.jdbc.TestDatabases;
import java.nio.file.Path;

class PostgresScoreTableTest extends ScoreTableKit {
  @Override
  TestDatabase newDatabase(Path inFolder) {
    return TestDatabases.postgres();
  }

  @Override
  void kill() {
    db.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE pid <> pg_backend_pid() AND state = 'idle in transaction'");
  }

  @Override
  String one() {
    return "1";
  }
}
