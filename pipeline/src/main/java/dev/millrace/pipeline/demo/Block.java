package dev.millrace.pipeline.demo;

import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.duck.DuckSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;

/**
 * Some customers with consecutive numbers. The Parquet files are theirs alone and are written here;
 * what goes into files of all customers is gathered. Blocks can be made at the same time.
 */
final class Block {
  /** Customers of a block. Another size gives other files. */
  static final int SIZE = 2_500;

  /** One thread, so that the order of rows, and with it the files, is always the same. */
  private static final DuckSettings SETTINGS = new DuckSettings("1GB", 1);

  private final List<CustomerRow> customers = new ArrayList<>();
  private final List<StringBuilder> billing;
  private final StringBuilder tickets = new StringBuilder();
  private final StringBuilder surveys = new StringBuilder();
  private Rows rows = Rows.NONE;

  /** How many rows of which table. */
  record Rows(long usage, long invoices, long tickets, long surveys, long truths) {
    static final Rows NONE = new Rows(0, 0, 0, 0, 0);

    Rows plus(Rows other) {
      return new Rows(
          usage + other.usage,
          invoices + other.invoices,
          tickets + other.tickets,
          surveys + other.surveys,
          truths + other.truths);
    }
  }

  private Block(int months) {
    this.billing = IntStream.range(0, months).mapToObj(m -> new StringBuilder()).toList();
  }

  /**
   * Makes a block.
   *
   * @param number of the block, from 0
   * @param company where the Parquet files go
   * @param spill for what does not fit into memory
   */
  static Block make(DemoRequest request, int number, Path company, Path spill) {
    Block block = new Block(request.months());
    try (DuckDBConnection database =
        Duck.inMemory(spill.resolve(Integer.toString(number)), SETTINGS)) {
      block.fill(request, number, company, database);
      return block;
    } catch (SQLException e) {
      throw DuckErrors.translate(e, company);
    } catch (IOException e) {
      throw Io.fault(company, e);
    }
  }

  List<CustomerRow> customers() {
    return customers;
  }

  /** Lines of billing, by month. */
  List<StringBuilder> billing() {
    return billing;
  }

  StringBuilder tickets() {
    return tickets;
  }

  StringBuilder surveys() {
    return surveys;
  }

  Rows rows() {
    return rows;
  }

  private void fill(DemoRequest request, int number, Path company, DuckDBConnection database)
      throws SQLException, IOException {
    UsageTable usage = new UsageTable(database);
    TruthTable truth = new TruthTable(database);
    Period period = new Period(request.months());
    Seeds seeds = new Seeds(request.seed()).derive("demo");
    int end = Math.min(request.customers(), (number + 1) * SIZE);
    for (int index = number * SIZE; index < end; index++) {
      Seeds own = seeds.derive(index);
      Customer customer =
          Customer.draw(Customer.FIRST_NUMBER + index, period, new Chance(own.derive("customer")));
      Life life = Life.draw(customer, period, own.derive("life"));
      new Usage(life, new Chance(own.derive("usage")), new Chance(own.derive("logs")), usage)
          .write(period.first());
      truth.add(life, period, request.truth());
      texts(life, period, own, request.customers());
    }
    rows =
        rows.plus(
            new Rows(usage.write(period, company, number), 0, 0, 0, truth.write(company, number)));
  }

  private void texts(Life life, Period period, Seeds own, int all) {
    customers.add(CustomerRow.of(life, new Chance(own.derive("row"))));
    Chance words = new Chance(own.derive("texts"));
    Chance mess = new Chance(own.derive("mess"));
    long invoices = new BillingLines(life, mess).write(period, billing);
    long asked = new TicketLines(life, words, mess, all).write(period, tickets);
    long answered = new SurveyLines(life, words, mess).write(period, surveys);
    rows = rows.plus(new Rows(0, invoices, asked, answered, 0));
  }
}
