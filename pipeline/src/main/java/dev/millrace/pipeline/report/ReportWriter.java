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
  /** The page. */
  public static final String REPORT = "report.html";

  /** The page without anything of single customers, for a server that many can read. */
  public static final String SHARED = "journal.report.html";

  private final Page page = new Page();

  /**
   * Writes the page, its charts, and the page as it may be shared.
   *
   * @param folder the run directory; files there of the same names are replaced
   * @throws dev.millrace.contract.error.MillraceException where a file cannot be written
   */
  public void write(RunReport report, Path folder) {
    List<Section> sections = Sections.of(report);
    AtomicFiles.writeText(folder.resolve(REPORT), page.of(report, sections));
    AtomicFiles.writeText(folder.resolve(SHARED), page.of(report, shared(sections)));
    for (Section section : sections) {
      for (Block block : section.blocks()) {
        if (block instanceof Block.Figures figures) {
          figures.charts().stream().filter(Chart::drawn).forEach(chart -> plot(folder, chart));
        }
      }
    }
  }

  /** Without rows of customers and their keys, and without values as they were written. */
  private static List<Section> shared(List<Section> sections) {
    return sections.stream()
        .filter(section -> !section.id().equals(MistakesSection.ID))
        .map(
            section ->
                new Section(
                    section.id(),
                    section.title(),
                    section.blocks().stream().filter(block -> !isOfRows(block)).toList()))
        .toList();
  }

  private static boolean isOfRows(Block block) {
    return block instanceof Table table && table.caption().equals(SetAsideSection.EXAMPLES);
  }

  private static void plot(Path folder, Chart chart) {
    AtomicFiles.writeText(folder.resolve("plots").resolve(chart.name() + ".svg"), chart.file());
  }
}
