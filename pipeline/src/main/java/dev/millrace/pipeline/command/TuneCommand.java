package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Failures;
import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.stage.RunPipeline;
import dev.millrace.pipeline.stage.RunRequest;
import dev.millrace.pipeline.stage.RunResult;
import dev.millrace.pipeline.stage.StageName;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.StudyReport;
import dev.millrace.tuning.network.TuneSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches for the best configuration of a recipe. */
@Command(
    name = "tune",
    description = {
      "Search for the best network, training and encoding of a recipe.",
      "Runs up to the stage 'tune', with the standard search where the recipe has no section",
      "'tune', and prints the best trials and what to put into the recipe. A search that was",
      "interrupted goes on where it was; so does one that is given more trials.",
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  millrace tune churn.yaml --set DATA=customers.csv --trials 50 --time 10m")
final class TuneCommand extends Subcommand {
  @Mixin private RecipeArguments recipe = new RecipeArguments();

  @Option(
      names = "--trials",
      paramLabel = "NUMBER",
      converter = PositiveConverter.class,
      description = "Try so many configurations, instead of as many as the recipe says.")
  private @Nullable Integer trials;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Begin no trial later than this, for example 90s, 10m or 2h.")
  private @Nullable Duration time;

  @Option(names = "--json", description = "Print the study, progress and errors as JSON lines.")
  private boolean json;

  TuneCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean json() {
    return json;
  }

  @Override
  public Integer call() {
    Recipe read = recipe.read();
    TuneSpec own = read.tune();
    TuneSpec spec = own == null ? TuneSpec.standard(read.configuration()) : own;
    Recipe tuned = read.tuned(spec.within(trials, time));
    RunPipeline pipeline =
        new RunPipeline(InstantSource.system(), ShownProgress.on(terminal(), json));
    RunResult result = pipeline.run(new RunRequest(tuned, null, StageName.TUNE, false));
    MillraceException stopped = result.stopped();
    if (stopped != null) {
      return new Failures(terminal(), json).report(stopped);
    }
    StudyReport study = Objects.requireNonNull(result.study());
    Configuration best = Objects.requireNonNull(result.tuned());
    terminal()
        .out()
        .print(
            json
                ? Json.line(study) + "\n"
                : new StudyView(study, best, tuned.configuration()).text(terminal()));
    return DONE;
  }
}
