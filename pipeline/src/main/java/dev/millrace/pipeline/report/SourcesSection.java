package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.ColumnType;
import dev.millrace.etl.clean.ColumnProfile;
import dev.millrace.etl.clean.SourceQuality;
import dev.millrace.etl.clean.TablesReport;
import dev.millrace.etl.clean.TablesReport.TableReport;
import dev.millrace.pipeline.report.RunReport.Relational;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Group;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How good the sources are, and what changed since the last run. */
final class SourcesSection {
  /** A share that fell by so much is worth a word; smaller changes are noted only. */
  private static final double WORSE = 0.01;

  private static final double WORSE_DELAY_DAYS = 1;
  private static final double ROUNDS_TO_SAME = 0.0005;
  private static final int DATE_LENGTH = 10;
  private static final int MOST_VALUES = 3;
  private static final int VALUE_LENGTH = 24;

  /** The measures that are shares of 1. */
  private enum Share {
    COMPLETENESS("completeness", SourceQuality::completeness),
    UNIQUENESS("uniqueness", SourceQuality::uniqueness),
    VALIDITY("validity", SourceQuality::validity),
    INTEGRITY("links", SourceQuality::integrity);

    private final String title;
    private final ToDoubleFunction<SourceQuality> value;

    Share(String title, ToDoubleFunction<SourceQuality> value) {
      this.title = title;
      this.value = value;
    }

    double of(SourceQuality quality) {
      return value.applyAsDouble(quality);
    }
  }

  private final Map<String, SourceQuality> before;

  private SourcesSection(Relational relational) {
    this.before = relational.before();
  }

  static Optional<Section> of(Relational relational) {
    TablesReport tables = relational.tables();
    if (tables == null) {
      return Optional.empty();
    }
    SourcesSection section = new SourcesSection(relational);
    List<SourceQuality> sources = tables.tables().stream().map(TableReport::quality).toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(sentence(sources)));
    blocks.add(section.change(sources));
    blocks.add(section.table(sources));
    blocks.add(columns(tables));
    return Optional.of(new Section("sources", "Sources and their quality", blocks));
  }

  private static String sentence(List<SourceQuality> sources) {
    return "%s of %s. Complete: values that are there; unique: rows that repeat none before; valid: rows that keep every rule; linked: references that have a partner; delay: from when something happened to when it became known."
        .formatted(
            Words.count(sources.stream().mapToLong(SourceQuality::rows).sum(), "row"),
            Words.count(sources.size(), "source"));
  }

  private Block change(List<SourceQuality> sources) {
    if (before.isEmpty()) {
      return new Block.Paragraph(
          "No earlier run knew these sources; the next one will say here what changed.");
    }
    Set<String> here = sources.stream().map(SourceQuality::source).collect(Collectors.toSet());
    Stream<String> gone =
        before.keySet().stream()
            .filter(name -> !here.contains(name))
            .map(name -> name + " is gone");
    Stream<String> worse = sources.stream().flatMap(source -> worse(source).stream());
    String fallen = Stream.concat(gone, worse).collect(Collectors.joining("; "));
    return fallen.isEmpty()
        ? new Block.Paragraph("Since the last run no source got worse in any of these.")
        : new Block.Notice("warn", "Worse than in the last run", Words.capital(fallen) + ".");
  }

  private List<String> worse(SourceQuality now) {
    SourceQuality then = before.get(now.source());
    List<String> sentences = new ArrayList<>();
    if (then == null) {
      return sentences;
    }
    for (Share share : Share.values()) {
      double from = share.of(then);
      double to = share.of(now);
      if (from - to >= WORSE) {
        sentences.add(
            "%s of %s fell from %s to %s"
                .formatted(share.title, now.source(), Words.percent(from), Words.percent(to)));
      }
    }
    if (now.medianDelayDays() - then.medianDelayDays() >= WORSE_DELAY_DAYS) {
      sentences.add(
          "delay of %s grew from %s to %s days"
              .formatted(
                  now.source(),
                  Words.number(then.medianDelayDays()),
                  Words.number(now.medianDelayDays())));
    }
    return sentences;
  }

  private Table table(List<SourceQuality> sources) {
    return Table.of(
        "Quality by source",
        Table.heads(
            "Source", "#Rows", "#Complete", "#Unique", "#Valid", "#Linked", "#Delay", "Newest"),
        sources.stream().map(this::row).toList());
  }

  private List<Cell> row(SourceQuality now) {
    SourceQuality then = before.get(now.source());
    return List.of(
        Cell.noted(now.source(), "", then == null && !before.isEmpty() ? "new" : ""),
        Cell.noted(
            Words.count(now.rows()), "", then == null ? "" : growth(now.rows() - then.rows())),
        share(now, then, Share.COMPLETENESS),
        share(now, then, Share.UNIQUENESS),
        share(now, then, Share.VALIDITY),
        share(now, then, Share.INTEGRITY),
        delay(now, then),
        newest(now, then));
  }

  private static String growth(long rows) {
    return rows == 0 ? "" : (rows > 0 ? "+" : "−") + Words.count(Math.abs(rows));
  }

  private static Cell share(SourceQuality now, @Nullable SourceQuality then, Share share) {
    double to = share.of(now);
    if (then == null) {
      return Cell.of(Words.percent(to));
    }
    double from = share.of(then);
    String note = Math.abs(from - to) < ROUNDS_TO_SAME ? "" : "was " + Words.percent(from);
    return Cell.noted(Words.percent(to), from - to >= WORSE ? "bad" : "", note);
  }

  private static Cell delay(SourceQuality now, @Nullable SourceQuality then) {
    if (Double.isNaN(now.medianDelayDays())) {
      return Cell.of("–");
    }
    boolean worse =
        then != null && now.medianDelayDays() - then.medianDelayDays() >= WORSE_DELAY_DAYS;
    return Cell.noted(
        Words.number(now.medianDelayDays()) + " d",
        worse ? "bad" : "",
        "99%% in %s d".formatted(Words.number(now.slowestDelayDays())));
  }

  private static Cell newest(SourceQuality now, @Nullable SourceQuality then) {
    String newest = now.newest();
    if (newest == null) {
      return Cell.of("no clock");
    }
    String last = then == null ? null : then.newest();
    String note = last == null || day(last).equals(day(newest)) ? "" : "was " + day(last);
    return Cell.noted(day(newest), "whole", note);
  }

  private static String day(String moment) {
    return moment.substring(0, Math.min(DATE_LENGTH, moment.length()));
  }

  private static Table columns(TablesReport tables) {
    List<Group> groups =
        tables.tables().stream()
            .map(
                table ->
                    new Group(
                        "%s: %s kept"
                            .formatted(table.table(), Words.count(table.clean().kept(), "row")),
                        table.clean().columns().stream().map(SourcesSection::column).toList()))
            .toList();
    return Table.grouped(
            "Columns of all sources",
            Table.heads("Column", "Type", "#Missing", "#Distinct", "Usual values"),
            groups)
        .fold();
  }

  private static List<Cell> column(ColumnProfile profile) {
    return List.of(
        Cell.of(profile.column()),
        Cell.of(profile.type().toString().toLowerCase(Locale.ROOT)),
        Cell.of(Words.percent(profile.missing(), profile.missing() + profile.present())),
        Cell.of(Words.count(profile.distinct())),
        Cell.of(usual(profile)));
  }

  private static String usual(ColumnProfile profile) {
    ColumnProfile.Numbers numbers = profile.numbers();
    if (numbers != null && profile.type() != ColumnType.BOOLEAN) {
      return "%s, middle half %s to %s"
          .formatted(
              ColumnCards.value(profile.type(), numbers.median()),
              ColumnCards.value(profile.type(), numbers.q25()),
              ColumnCards.value(profile.type(), numbers.q75()));
    }
    return profile.bars().stream()
        .limit(MOST_VALUES)
        .map(bar -> Words.cut(bar.label(), VALUE_LENGTH))
        .collect(Collectors.joining(", "));
  }
}
