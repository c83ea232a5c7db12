package dev.millrace.pipeline.report;

import dev.millrace.pipeline.report.chart.Fonts;
import dev.millrace.pipeline.report.chart.Ink;
import dev.millrace.pipeline.report.text.Words;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fills the templates beside this class; everything but charts and styles is escaped. */
final class Page {
  private static final String FOLDER = "dev/millrace/pipeline/report";

  private final PebbleEngine engine;

  Page() {
    ClasspathLoader loader = new ClasspathLoader(Page.class.getClassLoader());
    loader.setPrefix(FOLDER);
    loader.setSuffix(".peb");
    engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .strictVariables(true)
            .defaultLocale(Locale.ROOT)
            .build();
  }

  String of(RunReport report, List<Section> sections) {
    StringWriter out = new StringWriter();
    try {
      engine
          .getTemplate("page")
          .evaluate(
              out,
              Map.of(
                  "recipe", report.run().recipe(),
                  "run", report.run().id(),
                  "started", Words.moment(report.run().started()),
                  "summary", SummaryWriter.of(report),
                  "sections", sections,
                  "inks", Ink.pageCss(),
                  "fontsMissing", Fonts.missing()));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return Words.printable(out.toString());
  }
}
