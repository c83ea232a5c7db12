package dev.millrace.pipeline.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.millrace.contract.console.Unclosed;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logging of the command: everything from INFO on for whoever attaches a file, and warnings of our
 * own on standard error. The libraries below stay silent there.
 */
final class Logging {
  private static final String OURS = "dev.millrace";

  private Logging() {}

  /** Replaces whatever logging there was. */
  static void configure(PrintStream err) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.addFilter(warningsOfOurs());
    appender.setEncoder(encoder(context));
    appender.setOutputStream(new Unclosed(err)); // a reset closes it
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
  }

  private static PatternLayoutEncoder encoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("warning: %msg%n%nopex");
    encoder.start();
    return encoder;
  }

  private static Filter<ILoggingEvent> warningsOfOurs() {
    Filter<ILoggingEvent> filter =
        new Filter<>() {
          @Override
          public FilterReply decide(ILoggingEvent event) {
            return event.getLevel().isGreaterOrEqual(Level.WARN)
                    && event.getLoggerName().startsWith(OURS)
                ? FilterReply.NEUTRAL
                : FilterReply.DENY;
          }
        };
    filter.start();
    return filter;
  }
}
