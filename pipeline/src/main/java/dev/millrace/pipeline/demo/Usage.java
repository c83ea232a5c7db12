package dev.millrace.pipeline.demo;

import java.sql.SQLException;
import java.time.LocalDate;

/**
 * The daily log of a customer's use: a row for each day and device with any. Engagement shows in
 * how often a device is taken up and for how long.
 */
final class Usage {
  private static final int MINUTES_OF_DAY = 1440;
  private static final double[] WEEK = {0, -0.02, -0.02, 0, 0.08, 0.15, 0.12};
  private static final double SUMMER = -0.08;
  private static final double OFTEN = 0.5;
  private static final double LONG = 0.9;
  private static final double DAY_NOISE = 0.15;
  private static final double ROW_NOISE = 0.3;

  /** At engagement 0, on all devices together. */
  private static final double MINUTES_OF_USUAL_DAY = 60;

  private static final double MINUTES_OF_SESSION = 22;
  private static final double ERRORS = 0.02;
  private static final double ERRORS_WHILE_BROKEN = 0.5;

  private final Life life;
  private final Chance chance;
  private final Chance mess;
  private final UsageTable table;

  /**
   * @param chance what happened
   * @param mess what became of the record
   */
  Usage(Life life, Chance chance, Chance mess, UsageTable table) {
    this.life = life;
    this.chance = chance;
    this.mess = mess;
    this.table = table;
  }

  void write(int first) throws SQLException {
    double scale = MINUTES_OF_USUAL_DAY / minutesOfUsualDay();
    for (int day = Math.max(first, life.customer().signup()); day < life.left(); day++) {
      double mind = life.engagement().level(day) + life.customer().taste() + calendar(day);
      double often = StrictMath.exp(OFTEN * mind);
      double noise = DAY_NOISE * chance.normal();
      for (Device device : life.customer().devices()) {
        if (chance.of(-StrictMath.expm1(-device.rate() * often))) {
          row(day, device, scale * device.minutes() * StrictMath.exp(LONG * mind + noise));
        }
      }
    }
  }

  /** Who has one device only takes it up for longer. */
  private double minutesOfUsualDay() {
    return life.customer().devices().stream()
        .mapToDouble(device -> -StrictMath.expm1(-device.rate()) * device.minutes())
        .sum();
  }

  private void row(int day, Device device, double usual) throws SQLException {
    double length = usual * StrictMath.exp(ROW_NOISE * chance.normal());
    int minutes = (int) Math.min(MINUTES_OF_DAY, 1 + length);
    int sessions = 1 + (int) (minutes / MINUTES_OF_SESSION * chance.between(0.5, 1.5));
    double perSession = life.broken().get(day) > 0 ? ERRORS_WHILE_BROKEN : ERRORS;
    int errors = chance.poisson(perSession * Math.min(sessions, 10));
    int loaded = loaded(day);
    int shown = mess.of(Mess.MINUTES_MISSING) ? -1 : minutes;
    int failed = mess.of(Mess.ERRORS_MISSING) ? -1 : errors;
    Spelling spelling = mess.one(Spelling.ALL, Mess.SPELLINGS_OF_MACHINES);
    add(spelling, day, device, shown, sessions, failed, loaded);
    if (mess.of(Mess.USAGE_TWICE)) {
      add(spelling, day, device, shown, sessions, failed, loaded);
    } else if (mess.of(Mess.USAGE_SENT_AGAIN)) {
      int later = loaded + mess.whole(1, 5) * MINUTES_OF_DAY;
      add(Spelling.DASH, day, device, minutes + 1, sessions, errors, later);
    }
  }

  /** Rows that have not arrived when the data is extracted are not in it. */
  private void add(
      Spelling spelling, int day, Device device, int minutes, int sessions, int errors, int loaded)
      throws SQLException {
    if (loaded < Period.EXTRACTED) {
      table.add(life.customer().number(), spelling, day, device, minutes, sessions, errors, loaded);
    }
  }

  private int loaded(int day) {
    int morning = (day + 1) * MINUTES_OF_DAY + mess.whole(120, 359);
    double late = mess.uniform();
    if (late < Mess.USAGE_LATE_BY_WEEKS) {
      return morning + mess.whole(7, 40) * MINUTES_OF_DAY;
    }
    return late < Mess.USAGE_LATE_BY_WEEKS + Mess.USAGE_LATE_BY_DAYS
        ? morning + mess.whole(1, 6) * MINUTES_OF_DAY
        : morning;
  }

  private static double calendar(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    double summer = (1 - StrictMath.cos(2 * Math.PI * date.getDayOfYear() / 365.25)) / 2;
    return WEEK[date.getDayOfWeek().getValue() - 1] + SUMMER * summer;
  }
}
