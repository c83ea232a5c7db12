package dev.millrace.pipeline.demo;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A customer's invoices as lines of the monthly CSV files. */
final class BillingLines {
  static final String HEADER =
      "invoice_id;customer;invoiced_on;due_on;amount;status;status_on;paid_on;plan;"
          + "contract_until\n";

  private static final DateTimeFormatter ISO = form("uuuu-MM-dd");
  private static final DateTimeFormatter GERMAN = form("dd.MM.uuuu");
  private static final DateTimeFormatter SLASHES = form("uuuu/MM/dd");

  private final Life life;
  private final Chance mess;

  BillingLines(Life life, Chance mess) {
    this.life = life;
    this.mess = mess;
  }

  /**
   * Adds the lines of the customer's invoices.
   *
   * @param months the text of each month's file
   * @return how many lines
   */
  long write(Period period, List<StringBuilder> months) {
    long lines = 0;
    for (Invoice invoice : life.invoices()) {
      int day = invoice.invoiced();
      if (period.contains(day) && life.active(day)) {
        lines += write(invoice, months.get(period.monthOf(day)));
      }
    }
    return lines;
  }

  private int write(Invoice invoice, StringBuilder to) {
    String line = String.join(";", values(invoice, invoice.due()));
    if (mess.of(Mess.INVOICE_BROKEN)) {
      line = Mess.broken(line, ';', mess);
    }
    to.append(line).append('\n');
    if (mess.of(Mess.INVOICE_TWICE)) {
      to.append(line).append('\n');
      return 2;
    }
    if (mess.of(Mess.INVOICE_SENT_AGAIN)) {
      to.append(String.join(";", values(invoice, invoice.due() + 1))).append('\n');
      return 2;
    }
    return 1;
  }

  private List<String> values(Invoice invoice, int due) {
    DateTimeFormatter dates =
        mess.of(Mess.DATE_SPELLED_OTHERWISE) ? (mess.of(0.5) ? GERMAN : SLASHES) : ISO;
    int number = life.customer().number();
    boolean settled = invoice.settled() < Period.END;
    boolean paid = invoice.paid() < Period.END;
    List<String> values = new ArrayList<>();
    values.add(String.format(Locale.ROOT, "R%d-%03d", number, invoice.number()));
    values.add(mess.one(Spelling.ALL, Mess.SPELLINGS_OF_PEOPLE).of(number));
    values.add(date(invoice.invoiced(), dates));
    values.add(date(due, dates));
    values.add(mess.of(Mess.AMOUNT_MISSING) ? "" : Money.of(invoice.cents(), mess));
    values.add(settled ? invoice.state().title() : "");
    values.add(settled ? date(invoice.settled(), dates) : "");
    values.add(paid ? date(invoice.paid(), dates) : "");
    values.add(life.customer().plan().title());
    values.add(
        life.customer().hasTerm() ? date(life.contract().until(invoice.invoiced()), dates) : "");
    return values;
  }

  private static String date(int day, DateTimeFormatter form) {
    return LocalDate.ofEpochDay(day).format(form);
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }
}
