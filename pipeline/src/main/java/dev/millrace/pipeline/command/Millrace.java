package dev.millrace.pipeline.command;

import picocli.CommandLine.Command;

/** The top of the command; does nothing by itself. */
@Command(
    name = "millrace",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "From a table to a trained, evaluated, packaged Deeplearning4j model.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  millrace init customers.csv --target Churn --positive Yes > churn.yaml",
      "  millrace run churn.yaml",
      "",
      "Exit codes: 0 done, 1 internal fault, 2 wrong input, 3 the data or the model",
      "failed a gate, 4 something outside is missing or refused, 130 interrupted.",
    })
final class Millrace {}
