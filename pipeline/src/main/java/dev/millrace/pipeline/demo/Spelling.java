package dev.millrace.pipeline.demo;

import java.util.List;

/** The ways in which an identifier is written; all meet after trim, upper and alphanumeric. */
enum Spelling {
  /** {@code CU-48213}. */
  DASH("'CU-' || customer"),
  /** {@code CU48213}. */
  PLAIN("'CU' || customer"),
  /** {@code cu 48213}. */
  LOOSE("'cu ' || customer");

  static final List<Spelling> ALL = List.of(values());

  private final String sql;

  Spelling(String sql) {
    this.sql = sql;
  }

  String of(int number) {
    return switch (this) {
      case DASH -> "CU-" + number;
      case PLAIN -> "CU" + number;
      case LOOSE -> "cu " + number;
    };
  }

  /** The same in SQL, where the number is called {@code customer}. */
  String sql() {
    return sql;
  }
}
