package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.ErrorKind;
import dev.millrace.contract.support.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what this machine offers. */
@Command(
    name = "doctor",
    description = "Say what this machine offers: JVM, cores, memory, disk, GPU, MLflow.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  millrace doctor --json")
final class DoctorCommand extends Subcommand {
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  DoctorCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean json() {
    return json;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = Diagnosis.ofThisMachine();
    terminal().out().print(json ? Json.pretty(diagnosis) : diagnosis.table(terminal()));
    return diagnosis.healthy() ? DONE : ErrorKind.RESOURCES.exitCode();
  }
}
