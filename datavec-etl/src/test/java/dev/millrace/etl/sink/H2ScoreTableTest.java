package dev.millrace.etl.sink;

import dev.millrace.etl.jdbc.TestDatabase;
import dev.millrace.etl.jdbc.TestDatabases;
import java.nio.file.Path;

class H2ScoreTableTest extends ScoreTableKit {
  @Override
  TestDatabase newDatabase(Path inFolder) {
    return TestDatabases.h2(inFolder);
  }

  @Override
  void kill() {
    db.run("SHUTDOWN IMMEDIATELY");
  }

  @Override
  String one() {
    return "1.0";
  }
}
