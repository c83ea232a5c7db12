package dev.millrace.pipeline.command;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import dev.millrace.pipeline.score.FileScorer;
import dev.millrace.pipeline.score.ScoreOutcome;
import dev.millrace.pipeline.score.ScoreRequest;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a file with a model package. */
@Command(
    name = "score",
    description = {
      "Write key and probability of every row of a file.",
      "The file may be larger than memory. Rows that break the model's contract are set",
      "aside and counted.",
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  millrace score runs/customers/20260131-093000-ab12/model new.csv --out s.csv")
final class ScoreCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a model package.")
  private Path model = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "A CSV, JSON or Parquet file, or a quoted glob.")
  private String file = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A .csv or .parquet file; without it CSV goes to standard output.")
  private @Nullable Path out;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description = "The column written as key; the model's own where it is left out.")
  private @Nullable String key;

  @Option(
      names = "--on-violation",
      paramLabel = "WHAT",
      description = "quarantine (default): set the row aside; null: take the value for missing.")
  private String onViolation = "quarantine";

  @Option(
      names = "--null",
      paramLabel = "TEXT",
      description = "A further text that means 'missing' in the file; may be repeated.")
  private List<String> nullValues = new ArrayList<>();

  @Option(
      names = "--reasons",
      paramLabel = "N",
      description = {
        "Write a further column: the N columns that move the row's probability most, each with",
        "its value, the usual one and its effect in log-odds; separated by '; '.",
      })
  private int reasons;

  @Option(names = "--json", description = "Print what became of the rows as one JSON object.")
  private boolean json;

  ScoreCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean json() {
    return json;
  }

  @Override
  public Integer call() {
    Writer stream = new OutputStreamWriter(terminal().out(), StandardCharsets.UTF_8);
    ScoreOutcome outcome =
        FileScorer.score(
            new ScoreRequest(model, file, out, key, policy(), nullValues, reasons()),
            stream,
            ShownProgress.on(terminal(), json));
    if (json && out != null) {
      terminal().out().println(Json.line(outcome));
    } else if (json) {
      terminal().err().println(Json.line(outcome));
    } else {
      terminal().err().print(text(outcome));
    }
    return DONE;
  }

  private int reasons() {
    if (reasons < 0) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "--reasons: expected 0 or more, but found " + reasons + ".",
          "See 'millrace score --help'.");
    }
    return reasons;
  }

  private OnViolation policy() {
    return switch (onViolation) {
      case "quarantine" -> OnViolation.QUARANTINE;
      case "null" -> OnViolation.NULL;
      default ->
          throw new MillraceException(
              ErrorCode.ARGUMENT_INVALID,
              "--on-violation: expected quarantine or null, but found '" + onViolation + "'.",
              "See 'millrace score --help'.");
    };
  }

  private String text(ScoreOutcome outcome) {
    StringBuilder text = new StringBuilder();
    text.append(Figures.count(outcome.scored())).append(" rows scored");
    if (outcome.setAside() > 0) {
      text.append(", ").append(Figures.count(outcome.setAside())).append(" set aside");
      text.append(outcome.quarantine() == null ? "" : " in " + outcome.quarantine());
    }
    text.append(outcome.key() == null ? "; the key is the row number\n" : "\n");
    for (RuleCount rule : outcome.rules()) {
      text.append(
          "  %s: %s, %s rows%n".formatted(rule.column(), rule.rule(), Figures.count(rule.rows())));
    }
    counts(text, "missing values: ", outcome.missing());
    counts(text, "categories unseen in training: ", outcome.unseen());
    return text.append(outcome.out() == null ? "" : outcome.out() + "\n").toString();
  }

  private static void counts(StringBuilder text, String what, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      text.append(what)
          .append(
              counts.entrySet().stream()
                  .sorted(Map.Entry.comparingByKey())
                  .map(entry -> entry.getKey() + " " + Figures.count(entry.getValue()))
                  .collect(Collectors.joining(", ")))
          .append('\n');
    }
  }
}
