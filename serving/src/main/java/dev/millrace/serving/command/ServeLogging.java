package dev.millrace.serving.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.millrace.contract.console.Failures;
import dev.millrace.contract.console.Unclosed;
import dev.millrace.serving.config.LogForm;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of a server: ours from INFO on, warnings of the libraries below, on standard error. */
final class ServeLogging {
  private static final String OURS = "dev.millrace";

  private ServeLogging() {}

  /** Replaces whatever logging there was. */
  static void configure(PrintStream err, LogForm form) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Encoder<ILoggingEvent> encoder = form == LogForm.JSON ? new JsonLines() : lines();
    encoder.setContext(context);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(new Unclosed(err)); // a reset closes it
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger(OURS).setLevel(Level.INFO);
    context.getLogger(Failures.class).setLevel(Level.WARN); // it tells the user by itself
  }

  private static PatternLayoutEncoder lines() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg%n%ex");
    return encoder;
  }
}
