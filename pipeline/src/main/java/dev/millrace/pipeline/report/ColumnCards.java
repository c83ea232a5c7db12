package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.clean.ColumnProfile;
import dev.millrace.etl.clean.ColumnProfile.Bar;
import dev.millrace.etl.clean.ColumnProfile.Numbers;
import dev.millrace.pipeline.report.ColumnCard.Bin;
import dev.millrace.pipeline.report.ColumnCard.CategoryBar;
import dev.millrace.pipeline.report.ColumnCard.Dot;
import dev.millrace.pipeline.report.ColumnCard.Fact;
import dev.millrace.pipeline.report.ColumnCard.Spark;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lays out the cards of all columns on one scale of positive rates. */
final class ColumnCards {
  private static final double WIDTH = 240;
  private static final double HEIGHT = 72;
  private static final double GAP = 2;
  private static final double DOT_ROOM = 5;
  private static final long ENOUGH_ROWS = 20;

  /** Up to here each bar of a number is one value. */
  private static final int FEW_VALUES = 10;

  private static final int LABEL_LENGTH = 40;

  private final FeatureContract contract;
  private final double overallRate;
  private final double topRate;

  private ColumnCards(FeatureContract contract, double overallRate, double topRate) {
    this.contract = contract;
    this.overallRate = overallRate;
    this.topRate = topRate;
  }

  static List<ColumnCard> of(FeatureContract contract, List<ColumnProfile> columns) {
    double top =
        columns.stream()
            .flatMap(column -> column.bars().stream().filter(bar -> hasRate(column, bar)))
            .mapToDouble(Bar::positiveRate)
            .max()
            .orElse(1);
    ColumnCards cards =
        new ColumnCards(contract, overallRate(columns), Math.max(top, Double.MIN_NORMAL));
    return columns.stream().map(cards::card).toList();
  }

  /** Over the bars of the column that covers most rows. */
  static double overallRate(List<ColumnProfile> columns) {
    double rows = 0;
    double positives = 0;
    for (ColumnProfile column : columns) {
      double covered = column.bars().stream().mapToLong(Bar::rows).sum();
      if (covered > rows) {
        rows = covered;
        positives =
            column.bars().stream().mapToDouble(bar -> bar.rows() * bar.positiveRate()).sum();
      }
    }
    return rows == 0 ? 0 : positives / rows;
  }

  private ColumnCard card(ColumnProfile profile) {
    boolean numeric = profile.numbers() != null && profile.distinct() > FEW_VALUES;
    return new ColumnCard(
        profile.column(),
        profile.type().name().toLowerCase(Locale.ROOT),
        remark(profile.column()),
        facts(profile),
        numeric && !profile.bars().isEmpty() ? spark(profile) : null,
        numeric ? List.of() : categories(profile));
  }

  private String remark(String name) {
    Optional<Column> column =
        contract.columns().stream().filter(c -> c.name().equals(name)).findFirst();
    List<String> parts = new ArrayList<>();
    column.map(Column::unit).ifPresent(unit -> parts.add("unit: " + unit));
    column.map(Column::description).ifPresent(parts::add);
    return String.join(", ", parts);
  }

  private static List<Fact> facts(ColumnProfile profile) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "missing",
            profile.missing() == 0
                ? "none"
                : Words.percent(profile.missing(), profile.missing() + profile.present())));
    facts.add(new Fact("distinct", Words.count(profile.distinct())));
    Numbers numbers = profile.numbers();
    if (numbers != null && profile.type() != ColumnType.BOOLEAN) {
      facts.add(new Fact("median", value(profile.type(), numbers.median())));
      facts.add(
          new Fact(
              "middle half",
              value(profile.type(), numbers.q25())
                  + " to "
                  + value(profile.type(), numbers.q75())));
      facts.add(new Fact("mean", value(profile.type(), numbers.mean())));
    }
    return facts;
  }

  static String value(ColumnType type, double value) {
    boolean time = type == ColumnType.DATE || type == ColumnType.TIMESTAMP;
    return time ? Words.day(value) : Words.number(value);
  }

  private List<CategoryBar> categories(ColumnProfile profile) {
    double most = profile.bars().stream().mapToLong(Bar::rows).max().orElse(1);
    return profile.bars().stream()
        .map(
            bar ->
                new CategoryBar(
                    Words.cut(bar.label(), LABEL_LENGTH),
                    Words.percent(bar.rows(), profile.present()),
                    tenth(100 * bar.rows() / most),
                    Words.percent(bar.positiveRate()),
                    tenth(100 * Math.min(1, bar.positiveRate() / topRate))))
        .toList();
  }

  private Spark spark(ColumnProfile profile) {
    List<Bar> bars = profile.bars();
    double most = bars.stream().mapToLong(Bar::rows).max().orElse(1);
    double step = WIDTH / bars.size();
    List<Bin> bins = new ArrayList<>();
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double height = HEIGHT * bar.rows() / Math.max(1, most);
      bins.add(new Bin(i * step, tenth(HEIGHT - height), step - GAP, tenth(height), binTitle(bar)));
      if (hasRate(profile, bar)) {
        dots.add(new Dot((i + 0.5) * step - GAP / 2, rateHeight(bar.positiveRate())));
      }
    }
    return new Spark(
        sparkLabel(profile),
        ends(profile, true),
        ends(profile, false),
        bins,
        dots,
        dots.stream().map(dot -> dot.x() + "," + dot.y()).collect(Collectors.joining(" ")),
        rateHeight(overallRate));
  }

  /** Whether a bar has rows enough for its rate to say something: 20, or 1% of few rows. */
  private static boolean hasRate(ColumnProfile column, Bar bar) {
    return bar.rows() >= Math.max(1, Math.min(ENOUGH_ROWS, column.present() / 100));
  }

  private static String binTitle(Bar bar) {
    return "from %s: %s, %s positive"
        .formatted(bar.label(), Words.count(bar.rows(), "row"), Words.percent(bar.positiveRate()));
  }

  private double rateHeight(double rate) {
    return tenth(HEIGHT - DOT_ROOM - (HEIGHT - 2 * DOT_ROOM) * Math.min(1, rate / topRate));
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static String sparkLabel(ColumnProfile profile) {
    return "Histogram of "
        + profile.column()
        + " with the positive rate of each bin: "
        + profile.bars().stream().map(ColumnCards::binTitle).collect(Collectors.joining("; "));
  }

  private static String ends(ColumnProfile profile, boolean low) {
    Numbers numbers = profile.numbers();
    if (numbers == null) {
      return "";
    }
    return value(profile.type(), low ? numbers.min() : numbers.max());
  }
}
