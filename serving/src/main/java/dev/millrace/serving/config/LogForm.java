package dev.millrace.serving.config;

/** How a line of the log looks. */
public enum LogForm {
  /** For people. */
  TEXT,
  /** One JSON object a line, for whatever gathers logs. */
  JSON
}
