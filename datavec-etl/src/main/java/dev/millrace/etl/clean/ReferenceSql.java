package dev.millrace.etl.clean;

import dev.millrace.contract.feature.Rules;
import dev.millrace.etl.clean.RowHead.Fault;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.table.Reference;
import java.sql.Connection;

/**
 * The SQL of a reference: {@code f<i>} whether there is a partner among the kept rows of the other
 * table, {@code s<i>} since when it is known (NULL for always).
 *
 * @param index of the reference in its table
 */
record ReferenceSql(Reference reference, IdentifierSql identifier, int index) {

  /** Keys of the other table, which is clean already. */
  void prepare(Connection connection) {
    Duck.execute(
        connection,
        "CREATE OR REPLACE TEMP TABLE "
            + partners()
            + " AS SELECT __key AS partner, min(__known) AS since FROM main."
            + Duck.identifier(reference.table())
            + " WHERE __key IS NOT NULL GROUP BY 1");
  }

  String join() {
    return " LEFT JOIN " + partners() + " ON " + partners() + ".partner = " + identifier.standard();
  }

  String found() {
    return partners() + ".partner IS NOT NULL AS f" + index;
  }

  String since() {
    return partners() + ".since AS s" + index;
  }

  /** What is written: the partner's key where the partner is known by then. */
  String written() {
    String name = Duck.identifier("__ref_" + reference.column());
    return reference.required()
        ? identifier.value() + " AS " + name
        : "CASE WHEN NOT (" + hasNone() + ") THEN " + identifier.value() + " END AS " + name;
  }

  Fault missing(int position) {
    String condition = identifier.value() + " IS NULL";
    String rule = Duck.literal(Rules.REQUIRED);
    return new Fault(position, reference.column(), "NULL", rule, condition, CleanSql.ASIDE);
  }

  Fault withoutPartner(int position) {
    return new Fault(
        position,
        reference.column(),
        "l" + index,
        Duck.literal(RowRules.noPartner(reference.table())),
        identifier.value() + " IS NOT NULL AND (" + hasNone() + ")",
        reference.required() ? CleanSql.ASIDE : CleanSql.NULLED);
  }

  /** The identifier as it was written. */
  String blamed() {
    return identifier.written() + " AS l" + index;
  }

  private String hasNone() {
    String none = "NOT f" + index;
    return reference.required() ? none : none + " OR coalesce(s" + index + " > __known, false)";
  }

  private String partners() {
    return "__partners" + index;
  }
}
