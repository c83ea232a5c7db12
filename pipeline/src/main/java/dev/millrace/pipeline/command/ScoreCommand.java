package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.Relational;
import dev.millrace.pipeline.recipe.Relational.ScoreColumns;
import dev.millrace.pipeline.score.DateScoreOutcome;
import dev.millrace.pipeline.score.DateScoreRequest;
import dev.millrace.pipeline.score.DateScorer;
import dev.millrace.pipeline.score.FileScorer;
import dev.millrace.pipeline.score.ScoreOutcome;
import dev.millrace.pipeline.score.ScoreRequest;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a file with a model package. */
@Command(
    name = "score",
    description = {
      "Write key and probability of every row of a file, or of every entity of a recipe.",
      "The file may be larger than memory. Rows that break the model's contract are set",
      "aside and counted. For a recipe with several tables the features are computed as they",
      "were known at a date.",
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  millrace score runs/customers/20260131-093000-ab12/model new.csv --out s.csv",
      "  millrace score MODEL churn.yaml --at 2026-01-01 --write",
    })
final class ScoreCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a model package.")
  private Path model = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "FILE|RECIPE",
      description = "A CSV, JSON or Parquet file, or a quoted glob; or a recipe, a YAML file.")
  private String file = "";

  @Option(
      names = "--at",
      converter = DateConverter.class,
      paramLabel = "DATE",
      description = "With a recipe: what was known before this day (UTC) counts; default today.")
  private @Nullable LocalDate at;

  @Option(
      names = "--write",
      description =
          "With a recipe: write the scores into the columns of the entity's table that it names.")
  private boolean write;

  @Mixin private RecipeOptions recipeOptions = new RecipeOptions();

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
  private @Nullable Integer reasons;

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
    return file.matches("(?i).*\\.ya?ml") ? ofRecipe(stream) : ofFile(stream);
  }

  private int ofRecipe(Writer stream) {
    refuse(key != null, "--key", "a recipe says what the key is");
    refuse(!nullValues.isEmpty(), "--null", "a recipe says what means 'missing'");
    refuse(!onViolation.equals("quarantine"), "--on-violation", "a recipe says what happens");
    Recipe recipe = recipeOptions.read(Path.of(file));
    LocalDate day = at == null ? LocalDate.now(ZoneOffset.UTC) : at;
    DateScoreRequest request =
        new DateScoreRequest(
            model,
            recipe,
            day.atStartOfDay(ZoneOffset.UTC).toInstant(),
            out,
            write,
            reasons(recipe));
    DateScoreOutcome outcome =
        DateScorer.score(
            request, InstantSource.system(), stream, ShownProgress.on(terminal(), json));
    boolean onStream = out == null && !write;
    if (json) {
      (onStream ? terminal().err() : terminal().out()).println(Json.line(outcome));
    } else {
      terminal().err().print(text(outcome, day));
    }
    return DONE;
  }

  private static void refuse(boolean given, String option, String reason) {
    if (given) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          option + " is for files; " + reason + ".",
          "Leave it out, or see 'millrace score --help'.");
    }
  }

  /** As the command says, else as the recipe does where scores are written. */
  private int reasons(Recipe recipe) {
    ScoreColumns columns =
        recipe.rows() instanceof Relational relational ? relational.scores() : null;
    return reasons == null && write && columns != null ? columns.reasons() : reasons();
  }

  private static String text(DateScoreOutcome outcome, LocalDate day) {
    StringBuilder text = new StringBuilder();
    text.append(Figures.count(outcome.scored())).append(" rows scored as of ").append(day);
    if (outcome.setAside() > 0) {
      text.append("; cleaning set aside ").append(Figures.count(outcome.setAside()));
      text.append(" rows of the tables");
    }
    text.append('\n').append(age(outcome));
    if (outcome.table() != null) {
      text.append(outcome.table()).append(": ");
      text.append(Figures.count(outcome.updated())).append(" rows updated");
      text.append(
          outcome.inserted() == 0 ? "" : ", " + Figures.count(outcome.inserted()) + " inserted");
      text.append('\n');
    }
    return text.append(outcome.out() == null ? "" : outcome.out() + "\n").toString();
  }

  /** Features see nothing of the days for which there is no data; better to know. */
  private static String age(DateScoreOutcome outcome) {
    Instant newest = outcome.newest();
    long days = newest == null ? 0 : Duration.between(newest, outcome.at()).toDays();
    return days < 1
        ? ""
        : "the newest row became known %s days before, at %s%n"
            .formatted(Figures.count(days), newest);
  }

  private int ofFile(Writer stream) {
    refuseForFile(at != null, "--at");
    refuseForFile(write, "--write");
    refuseForFile(recipeOptions.hasSet(), "--set");
    refuseForFile(recipeOptions.hasProfile(), "--profile");
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

  private static void refuseForFile(boolean given, String option) {
    if (given) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          option + " is for recipes with several tables, but this is a file of rows.",
          "Leave it out, or name a recipe (a .yaml file) in the place of the file.");
    }
  }

  private int reasons() {
    if (reasons == null) {
      return 0;
    }
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
