package dev.millrace.contract.feature;

import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The contract of the golden file of format 1, and the program that writes it. */
final class GoldenContract {
  static final String NAME = "contract-1.json";

  private GoldenContract() {}

  static FeatureContract contract() {
    List<TextRule> trim = List.of(TextRule.TRIM);
    return new FeatureContract(
        "telco",
        Key.of("customerID"),
        new Target("Churn", "Yes"),
        List.of(
            new Column(
                "tenure",
                ColumnType.INTEGER,
                false,
                0.0,
                120.0,
                List.of(),
                null,
                "month",
                "How long a customer",
                NumberStyle.PLAIN,
                List.of(),
                trim,
                Encoding.defaultFor(ColumnType.INTEGER)),
            new Column(
                "Contract",
                ColumnType.CATEGORY,
                false,
                null,
                null,
                List.of("Month-to-month", "One year", "Two year"),
                null,
                null,
                null,
                NumberStyle.ENGLISH,
                List.of(),
                List.of(TextRule.TRIM, TextRule.FOLD),
                Encoding.of(Encoding.Method.ORDINAL)),
            Column.of("TotalCharges", ColumnType.NUMBER),
            Column.of("senior", ColumnType.BOOLEAN),
            new Column(
                "since",
                ColumnType.DATE,
                true,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                NumberStyle.ENGLISH,
                List.of("dd.MM.yyyy"),
                trim,
                Encoding.defaultFor(ColumnType.DATE)),
            new Column(
                "zip",
                ColumnType.CATEGORY,
                true,
                null,
                null,
                List.of(),
                "[0-9]{5}",
                null,
                null,
                NumberStyle.ENGLISH,
                List.of(),
                trim,
                Encoding.of(Encoding.Method.TARGET))));
  }

  /** Writes the file anew into the folder that is given; only for a new format version. */
  public static void main(String[] folder) throws IOException {
    Files.writeString(Path.of(folder[0], NAME), Json.pretty(contract()));
  }
}
