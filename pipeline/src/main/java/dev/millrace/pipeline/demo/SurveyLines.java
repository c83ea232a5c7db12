package dev.millrace.pipeline.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A customer's answers to "would you recommend us?", as lines of a CSV file. */
final class SurveyLines {
  static final String HEADER = "survey_id,customer,answered_at,score\n";

  private static final int EVERY = 91;
  private static final double ANSWERED = 0.35;
  private static final double USUAL = 7.2;
  private static final double PER_ENGAGEMENT = 1.6;
  private static final double NOISE = 1.4;
  private static final int BEST = 10;

  /** The survey tool writes local time and does not say so. */
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Europe/Berlin"));

  private final Life life;
  private final Chance chance;
  private final Chance mess;

  SurveyLines(Life life, Chance chance, Chance mess) {
    this.life = life;
    this.chance = chance;
    this.mess = mess;
  }

  /** Adds the lines; returns how many. */
  long write(Period period, StringBuilder to) {
    long lines = 0;
    int number = 1;
    int start = Math.max(period.first(), life.customer().signup() + 1);
    for (int quarter = start; quarter < life.left(); quarter += EVERY) {
      int day = quarter + chance.whole(0, EVERY - 1);
      if (chance.of(ANSWERED) && day < life.left()) {
        lines += write(number++, day, to);
      }
    }
    return lines;
  }

  private int write(int number, int day, StringBuilder to) {
    double score = USUAL + PER_ENGAGEMENT * life.engagement().level(day) + NOISE * chance.normal();
    long shown = Math.max(0, Math.min(BEST, Math.round(score)));
    Instant answered = Instant.ofEpochSecond(day * Ticket.DAY + chance.whole(6 * 3600, 80_000));
    int customer = life.customer().number();
    String line =
        String.join(
            ",",
            String.format(Locale.ROOT, "S%d-%02d", customer, number),
            mess.one(Spelling.ALL, Mess.SPELLINGS_OF_PEOPLE).of(customer),
            LOCAL.format(answered),
            mess.of(Mess.SCORE_MISSING) ? "" : Long.toString(shown));
    if (mess.of(Mess.SURVEY_BROKEN)) {
      line = Mess.broken(line, ',', mess);
    }
    to.append(line).append('\n');
    if (mess.of(Mess.SURVEY_TWICE)) {
      to.append(line).append('\n');
      return 2;
    }
    return 1;
  }
}
