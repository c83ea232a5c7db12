package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.pipeline.stage.RunPipeline;
import dev.millrace.pipeline.stage.StagePreview;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what the next run would do, and why. */
@Command(
    name = "explain",
    description = "Say which stages the next run would run or skip, and why.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  millrace explain churn.yaml")
final class ExplainCommand extends Subcommand {
  @Mixin private RecipeArguments recipe = new RecipeArguments();

  @Option(names = "--json", description = "Print one JSON object for each stage, a line each.")
  private boolean json;

  ExplainCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean json() {
    return json;
  }

  @Override
  public Integer call() {
    Progress progress = ShownProgress.onlyInteractive(terminal());
    List<StagePreview> stages =
        new RunPipeline(InstantSource.system(), progress).explain(recipe.read());
    TextTable table = new TextTable();
    for (StagePreview stage : stages) {
      String label = stage.stage().label();
      table.row(label, stage.runs() ? "runs" : "skipped", stage.reason());
      if (json) {
        Map<String, Object> line =
            Map.of("stage", label, "runs", stage.runs(), "reason", stage.reason());
        terminal().out().println(Json.line(line));
      }
    }
    terminal().out().print(json ? "" : table.print());
    return DONE;
  }
}
