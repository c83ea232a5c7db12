package dev.millrace.etl.feed;

import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.Duck;

/** Random numbers in SQL that follow from the seed and the identity of what they are for. */
record RandomSql(Seeds seeds) {

  /**
   * The number of a purpose, for ordering.
   *
   * @param identity SQL of a text
   */
  String number(String purpose, String identity) {
    return "md5_number("
        + Duck.literal(seeds.derive(purpose).value() + "/")
        + " || "
        + identity
        + ")";
  }
}
