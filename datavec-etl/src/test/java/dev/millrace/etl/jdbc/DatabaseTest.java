package dev.millrace.etl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.etl.Lab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseTest {
  @TempDir Path folder;

  private static Database at(String url) {
    return new Database(url, "me", null, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "jdbc:postgresql://h/d?user=u&password=s3cret&ssl=true"
            + " jdbc:postgresql://h/d?user=u&password=***&ssl=true",
        "jdbc:postgresql://u:s3c/r@et@h:5432/d jdbc:postgresql://u:***@h:5432/d",
        "jdbc:postgresql://h:5432/d?email=a@b jdbc:postgresql://h:5432/d?email=a@b",
        "jdbc:h2:./x;USER=u;PASSWORD=s3cret jdbc:h2:./x;USER=u;PASSWORD=***",
        "jdbc:sqlserver://h;password={s3;cret};x=1 jdbc:sqlserver://h;password=***;x=1",
        "jdbc:oracle:thin:scott/s3cret@//h:1521/d jdbc:oracle:thin:scott/***@//h:1521/d",
        "jdbc:mysql://h/d?accessKey=s3cret jdbc:mysql://h/d?accessKey=***",
      })
  void a_url_is_shown_without_its_secrets(String url, String shown) {
    assertThat(at(url).place()).isEqualTo(shown);
  }

  @Test
  void neither_text_nor_json_has_a_secret() {
    Database database =
        new Database(
            "jdbc:h2:mem:x", "me", "hunter2", Map.of("trustStorePassword", "hunter3", "a", "b"));

    assertThat(database.toString()).isEqualTo("jdbc:h2:mem:x as me {a=b, trustStorePassword=***}");
    assertThat(Json.line(database)).isEqualTo('"' + database.toString() + '"');
  }

  @Test
  void a_driver_that_is_not_there_is_named_with_its_jar() {
    Lab.assertFails(
        () -> at("jdbc:mysql://h/d?password=s3cret").open("Source 't'"),
        ErrorCode.RECIPE_INVALID,
        "Source 't': there is no driver for jdbc:mysql on the class path"
            + " (jdbc:mysql://h/d?password=***).",
        "Put its jar (com.mysql:mysql-connector-j of Maven Central) on the class path:"
            + " MILLRACE_CLASSPATH=driver.jar ./millrace …");
    Lab.assertFails(
        () -> at("jdbc:own:x").open("Source 't'"),
        ErrorCode.RECIPE_INVALID,
        "Source 't': there is no driver for jdbc:own on the class path (jdbc:own:x).",
        "Put its jar on the class path: MILLRACE_CLASSPATH=driver.jar ./millrace …");
  }

  @Test
  void a_url_that_its_driver_does_not_understand_is_told_so() {
    Lab.assertFails(
        () -> at("jdbc:postgresql://h:x/d").open("Source 't'"),
        ErrorCode.RECIPE_INVALID,
        "Source 't': the driver of jdbc:postgresql does not understand jdbc:postgresql://h:x/d.",
        "Write it like jdbc:postgresql://host:5432/database or jdbc:h2:./file.");
  }

  @ParameterizedTest
  @CsvSource({"jdbc:postgresql://localhost:PORT/d", "jdbc:h2:tcp://localhost:PORT/./d"})
  void a_server_that_is_not_there_is_a_fault_of_the_outside(String url) throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Database database = new Database(url.replace("PORT", "" + free), "me", "hunter2", Map.of());

    MillraceException error =
        catchThrowableOfType(MillraceException.class, () -> database.open("Source 't'"));

    assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE);
    assertThat(error.code().kind().exitCode()).isEqualTo(4);
    assertThat(error)
        .hasMessageStartingWith(
            "Source 't': the database " + database.place() + " could not be reached: ");
    assertThat(traceOf(error)).doesNotContain("hunter2");
  }

  @Test
  void a_database_in_a_file_that_is_not_there_is_not_made() {
    Path file = folder.resolve("typo");

    MillraceException error =
        catchThrowableOfType(
            MillraceException.class, () -> at("jdbc:h2:file:" + file).open("Source 't'"));

    assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
    assertThat(error).hasMessageContaining("jdbc:h2:file:" + file + " is not there: ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_database_that_another_process_has_open_is_locked() throws IOException {
    Path file = Files.createFile(folder.resolve("busy.mv.db"));
    MillraceException error;
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      String url = "jdbc:h2:" + folder.resolve("busy");
      error = catchThrowableOfType(MillraceException.class, () -> at(url).open("Source 't'"));
    }
    assertThat(error.code()).isEqualTo(ErrorCode.LOCKED);
  }

  @Test
  void a_missing_database_of_a_server_is_not_there() {
    TestDatabase server = TestDatabases.postgres();
    Database other = server.database(server.url().replace("/postgres?", "/shop?"), "x");

    MillraceException error =
        catchThrowableOfType(MillraceException.class, () -> other.open("Source 't'"));

    assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
  }

  /** A stack trace of the driver's own error would tell the password that stands in the URL. */
  @Test
  void not_even_a_stack_trace_tells_a_secret() {
    Database database =
        at("jdbc:h2:./typo-" + folder.getFileName() + ";PASSWORD=hunter2;UNKNOWN=1");

    MillraceException error =
        catchThrowableOfType(MillraceException.class, () -> database.open("Source 't'"));

    assertThat(traceOf(error)).doesNotContain("hunter2");
  }

  private static String traceOf(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
