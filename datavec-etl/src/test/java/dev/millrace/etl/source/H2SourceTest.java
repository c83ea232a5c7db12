package dev.millrace.etl.source;

import dev.millrace.etl.jdbc.TestDatabase;
import dev.millrace.etl.jdbc.TestDatabases;
import java.nio.file.Path;

class H2SourceTest extends DatabaseSourceKit {
  @Override
  TestDatabase newDatabase(Path inFolder) {
    return TestDatabases.h2(inFolder);
  }

  @Override
  String lockedUrl() {
    return db.url();
  }
}
