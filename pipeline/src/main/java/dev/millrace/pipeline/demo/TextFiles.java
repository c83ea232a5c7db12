package dev.millrace.pipeline.demo;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that hold lines of all customers: billing by month, tickets, surveys. */
final class TextFiles implements AutoCloseable {
  private final List<Writer> billing = new ArrayList<>();
  private final Writer tickets;
  private final Writer surveys;

  TextFiles(Path company, Period period) throws IOException {
    Path folder = Files.createDirectories(company.resolve("billing"));
    for (int month = 0; month < period.months(); month++) {
      billing.add(Files.newBufferedWriter(folder.resolve(period.month(month) + ".csv")));
      billing.get(month).write(BillingLines.HEADER);
    }
    tickets = Files.newBufferedWriter(company.resolve("tickets.jsonl"));
    surveys = Files.newBufferedWriter(company.resolve("surveys.csv"));
    surveys.write(SurveyLines.HEADER);
  }

  void add(Block block) throws IOException {
    for (int month = 0; month < billing.size(); month++) {
      billing.get(month).append(block.billing().get(month));
    }
    tickets.append(block.tickets());
    surveys.append(block.surveys());
  }

  @Override
  public void close() throws IOException {
    for (Writer file : billing) {
      file.close();
    }
    tickets.close();
    surveys.close();
  }
}
