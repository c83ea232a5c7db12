package dev.millrace.pipeline.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A customer's tickets as lines of a JSON file, in the order in which they were opened. */
final class TicketLines {
  /** Of the support centres; each writes its own local time, with its offset. */
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Asia/Kolkata"),
          ZoneId.of("UTC"));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

  private final Life life;
  private final Chance chance;
  private final Chance mess;
  private final int customers;

  /**
   * @param customers there are; higher numbers are unknown
   */
  TicketLines(Life life, Chance chance, Chance mess, int customers) {
    this.life = life;
    this.chance = chance;
    this.mess = mess;
    this.customers = customers;
  }

  /** Adds the lines; returns how many. */
  long write(Period period, StringBuilder to) {
    long lines = 0;
    for (Ticket ticket : life.tickets()) {
      if (period.contains(ticket.openedDay()) && life.active(ticket.openedDay())) {
        String line = line(ticket);
        to.append(line);
        lines++;
        if (mess.of(Mess.TICKET_TWICE)) {
          to.append(line);
          lines++;
        }
      }
    }
    return lines;
  }

  private String line(Ticket ticket) {
    int number = life.customer().number();
    ZoneId zone = chance.one(ZONES);
    StringBuilder line = new StringBuilder(400);
    line.append('{');
    text(line, "ticket_id", String.format(Locale.ROOT, "T%d-%03d", number, ticket.number()));
    text(line, "customer", mess.one(Spelling.ALL, Mess.SPELLINGS_OF_PEOPLE).of(writer()));
    text(line, "opened_at", time(ticket.opened(), zone));
    if (!mess.of(Mess.CATEGORY_MISSING)) {
      text(line, "category", ticket.category().title());
    }
    text(line, "text", TicketText.compose(ticket.category(), ticket.mood(), chance));
    if (ticket.resolved() < Period.EXTRACTED * 60L) {
      text(line, "resolved_at", time(ticket.resolved(), zone));
      text(line, "resolution", ticket.resolution());
    }
    if (ticket.satisfaction() != null && ticket.rated() < Period.EXTRACTED * 60L) {
      line.append("\"satisfaction\":").append(ticket.satisfaction()).append(',');
      text(line, "rated_at", time(ticket.rated(), zone));
    }
    line.setCharAt(line.length() - 1, '}');
    return line.append('\n').toString();
  }

  /** Whose ticket it is said to be. */
  private int writer() {
    return mess.of(Mess.TICKET_OF_UNKNOWN)
        ? Customer.FIRST_NUMBER + customers + mess.whole(0, Customer.FIRST_NUMBER)
        : life.customer().number();
  }

  private static String time(long seconds, ZoneId zone) {
    return TIME.format(Instant.ofEpochSecond(seconds).atZone(zone));
  }

  /** Texts here need no escapes. */
  private static void text(StringBuilder line, String name, String value) {
    line.append('"').append(name).append("\":\"").append(value).append("\",");
  }
}
