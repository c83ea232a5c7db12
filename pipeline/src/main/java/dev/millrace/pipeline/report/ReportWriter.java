package dev.millrace.pipeline.report;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.pipeline.report.chart.Chart;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code report.html}, one page without scripts or anything from outside, and its charts as
 * {@code plots/*.svg}. Where Java finds no fonts the page says so and has no charts. The same
 * report gives the same bytes on the same machine. Thread-safe.
 */
public final class ReportWriter {
  private final Page page = new Page();

  /**
   * Writes the page and its charts.
   *
   * @param folder the run directory; files there of the same names are replaced
   * @throws dev.millrace.contract.error.MillraceException where a file cannot be written
   */
  public void write(RunReport report, Path folder) {
    List<Section> sections = Sections.of(report);
    AtomicFiles.writeText(folder.resolve("report.html"), page.of(report, sections));
    for (Section section : sections) {
      for (Block block : section.blocks()) {
        if (block instanceof Block.Figures figures) {
          figures.charts().stream().filter(Chart::drawn).forEach(chart -> plot(folder, chart));
        }
      }
    }
  }

  private static void plot(Path folder, Chart chart) {
    AtomicFiles.writeText(folder.resolve("plots").resolve(chart.name() + ".svg"), chart.file());
  }
}
