package dev.millrace.pipeline.stage;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.ErrorKind;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends everything that is logged during a run to a file in {@code .millrace/logs}. A run that gets
 * a directory takes its log there at the end; the log of any other, also of one that was killed,
 * stays, with the last few of its kind.
 */
final class RunLog implements AutoCloseable {
  private static final String FILE = "log.txt";
  private static final int KEPT = 10;
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{20} %msg%n";
  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

  private final FileAppender<ILoggingEvent> appender = new FileAppender<>();
  private final Path file;

  private RunLog(Path file) {
    this.file = file;
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder layout = new PatternLayoutEncoder();
    layout.setContext(context);
    layout.setPattern(PATTERN);
    layout.start();
    appender.setContext(context);
    appender.setEncoder(layout);
    appender.setFile(file.toString());
    appender.start();
    root(context).addAppender(appender);
  }

  /**
   * Begins the log of a run and forgets the oldest ones.
   *
   * @param workspace the folder {@code .millrace}
   */
  static RunLog begin(Path workspace, String run) {
    Path folder = workspace.resolve("logs");
    try {
      Files.createDirectories(folder);
      try (Stream<Path> logs = Files.list(folder)) {
        logs.sorted(Comparator.reverseOrder()).skip(KEPT - 1).forEach(AtomicFiles::deleteTree);
      }
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
    return new RunLog(folder.resolve(run + ".log"));
  }

  /** The file, until it is moved. */
  Path file() {
    return file;
  }

  /** Writes down what ended the run, and gives it on with the place of the log where it helps. */
  RuntimeException ended(RuntimeException error) {
    LOG.info("the run ended early", error);
    if (error instanceof MillraceException known) {
      ErrorKind kind = known.code().kind();
      boolean ours = kind == ErrorKind.INTERNAL || kind == ErrorKind.RESOURCES;
      return ours ? known.withHint((known.hint() + " " + place()).strip()) : known;
    }
    if (Io.isDiskFull(error)) {
      return error;
    }
    return new MillraceException(
        ErrorCode.INTERNAL_FAULT,
        "Internal fault: " + error,
        "This is a fault of Millrace; please report it. " + place(),
        error);
  }

  /** Ends the log; nothing happens at a second call. */
  @Override
  public void close() {
    root((LoggerContext) LoggerFactory.getILoggerFactory()).detachAppender(appender);
    appender.stop();
  }

  /** Moves the log, once it is closed, into the directory of its run. */
  void moveInto(Path directory) {
    if (!Files.exists(file)) {
      return; // a full disk: the appender could not begin it, and the run went on without
    }
    try {
      AtomicFiles.move(file, directory.resolve(FILE));
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private String place() {
    return "The log of the run is " + file + ".";
  }

  private static ch.qos.logback.classic.Logger root(LoggerContext context) {
    return context.getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
