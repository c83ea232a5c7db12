package dev.millrace.etl.sink;

import dev.millrace.etl.jdbc.TestDatabase;
import dev.millrace.etl.jdbc.TestDatabases;
import java.nio.file.Path;

class H2ScoreTableTest extends ScoreTableKit {
  @Override
  TestDatabase newDatabase(Path inFolder) {
    return TestDatabases.h2(inFolder);
  }

  /** H2 may keep what was committed half a second ago to itself; that is not what is tested. */
  @Override
  void kill() {
    db.run("CHECKPOINT SYNC", "SHUTDOWN IMMEDIATELY");
  }

  @Override
  String one() {
    return "1.0";
  }
}
