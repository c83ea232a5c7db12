package dev.millrace.pipeline.report.chart;

/**
 * A finished chart.
 *
 * @param name of its file, without ending
 * @param title what it shows, a few words
 * @param reading one sentence on how to read it, with this run's numbers
 * @param svg an {@code svg} element to put into the page, its colours from {@link Ink#pageCss()};
 *     empty where {@link Fonts#missing()}
 */
public record Chart(String name, String title, String reading, String svg) {

  /** Whether there is a drawing beside the words. */
  public boolean drawn() {
    return !svg.isEmpty();
  }

  /** The chart as a file of its own, with its colours and a background. */
  public String file() {
    int end = svg.indexOf('>') + 1;
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + svg.substring(0, end)
        + "<style>"
        + Ink.fileCss()
        + "</style><rect width=\"100%\" height=\"100%\" class=\"f-paper\"/>"
        + svg.substring(end)
        + "\n";
  }
}
