package dev.millrace.etl.clean;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Rules;
import dev.millrace.etl.clean.RowHead.Fault;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.table.TimeColumn;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The SQL of a column that says when, in layers: {@code v<i>} as landed, {@code w<i>} as text,
 * {@code m<i>} the moment as TIMESTAMP in UTC, NULL where it is missing or none.
 *
 * @param column what {@link TimeSql} needs of it
 * @param zone of what is written without one
 */
record TimeColumnSql(Column column, String landedType, int index, ZoneId zone) {

  static TimeColumnSql of(TimeColumn time, LandedTable table, int index, ZoneId zone) {
    return new TimeColumnSql(column(time), CleanSql.typeOf(table, time.column()), index, zone);
  }

  private static Column column(TimeColumn time) {
    Column any = Column.of(time.column(), time.type());
    return new Column(
        any.name(),
        any.type(),
        any.missing(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        any.numberStyle(),
        time.formats(),
        any.text(),
        any.encoding());
  }

  String layer(int layer) {
    return switch (layer) {
      case 0 -> RowHead.landed(column.name()) + " AS v" + index;
      case 1 -> ColumnSql.text("v" + index, landedType) + " AS w" + index;
      case 2 -> "make_timestamp(" + micros() + ") AS m" + index;
      default -> throw new IllegalArgumentException("there is no layer " + layer);
    };
  }

  String moment() {
    return "m" + index;
  }

  /** The time is not there, or is none. */
  Fault missing(int position) {
    String rule =
        String.format(
            "CASE WHEN %s IS NULL THEN %s ELSE %s END",
            TextSql.trimmed("w" + index), Duck.literal(Rules.REQUIRED), unreadableRule());
    return new Fault(position, column.name(), "w" + index, rule, isNone(), CleanSql.ASIDE);
  }

  /** Something is there that is no time. */
  Fault unreadable(int position, int effect) {
    String condition = isNone() + " AND " + TextSql.trimmed("w" + index) + " IS NOT NULL";
    return new Fault(position, column.name(), "w" + index, unreadableRule(), condition, effect);
  }

  /** Of what landed as a time that is told without looking up the zone. */
  private String isNone() {
    return TimeSql.isTime(landedType)
        ? TimeSql.nativeMicros("v" + index, landedType, ZoneOffset.UTC) + " IS NULL"
        : "m" + index + " IS NULL";
  }

  private String unreadableRule() {
    return Duck.literal(Rules.notA(column.type()));
  }

  private String micros() {
    String micros =
        TimeSql.isTime(landedType)
            ? TimeSql.nativeMicros("v" + index, landedType, zone)
            : TimeSql.micros("w" + index, column, zone);
    if (column.type() == ColumnType.TIMESTAMP || landedType.equals("DATE")) {
      return micros;
    }
    String day =
        TimeSql.isTime(landedType)
            ? TimeSql.dayOf(micros, zone)
            : TimeSql.days("w" + index, column);
    return TimeSql.startOfDay(day, zone);
  }
}
