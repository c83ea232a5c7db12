package dev.millrace.etl.source;

import dev.millrace.etl.jdbc.TestDatabase;
import dev.millrace.etl.jdbc.TestDatabases;
import java.nio.file.Path;

class PostgresSourceTest extends DatabaseSourceKit {
  @Override
  TestDatabase newDatabase(Path inFolder) {
    return TestDatabases.postgres();
  }

  @Override
  String lockedUrl() {
    return TestDatabases.guardedUrl();
  }
}
