package dev.millrace.serving.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.RowParser;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.CleanRows;
import dev.millrace.scoring.GoldenRow;
import dev.millrace.scoring.GoldenRows;
import dev.millrace.scoring.PackageFiles;
import dev.millrace.scoring.Scorer;
import dev.millrace.serving.card.RequestRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a row which comes as JSON is the clean row that training knew: golden rows are
 * written as a request writes them, read as a request is read, and must score the same. Messages
 * name the line of a row and not its values, which may be those of a customer.
 */
final class RequestParity {
  private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};

  private final Scorer scorer;
  private final FeatureContract contract;
  private final RowParser parser;

  RequestParity(Scorer scorer) {
    this.scorer = scorer;
    this.contract = scorer.modelPackage().contract();
    this.parser = new RowParser(contract);
  }

  /**
   * Compares all rows.
   *
   * @return the rows as requests write them, but for those that they cannot write and for the one
   *     whose categories were made up
   * @throws MillraceException {@code PACKAGE_INVALID} naming row and column
   */
  List<Map<String, Object>> check(List<GoldenRow> golden) {
    List<Map<String, Object>> requests = new ArrayList<>();
    for (int i = 0; i < golden.size(); i++) {
      Map<String, Object> clean = golden.get(i).row();
      Optional<Map<String, Object>> request = RequestRows.of(contract, clean);
      if (request.isPresent() && !clean.containsValue(GoldenRows.UNSEEN)) {
        compare(i + 1, golden.get(i), request.get());
        requests.add(request.get());
      }
    }
    return requests;
  }

  private void compare(int line, GoldenRow golden, Map<String, Object> request) {
    ColumnBatch clean = new CleanRows(contract, List.of(golden.row()));
    ColumnBatch parsed = parse(line, request);
    for (int i = 0; i < contract.columns().size(); i++) {
      if (!isSame(i, clean, parsed)) {
        String column = contract.columns().get(i).name();
        throw differs(line, "column '" + column + "' is read as another value", null);
      }
    }
    double expected = scorer.score(clean)[0];
    double actual = scorer.score(parsed)[0];
    if (expected != actual) {
      throw differs(line, "its probability is %s, not %s".formatted(actual, expected), null);
    }
  }

  private ColumnBatch parse(int line, Map<String, Object> request) {
    try {
      return parser.parse(Json.mapper().readValue(Json.line(request), ROW));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot read the JSON that was written", e);
    } catch (MillraceException e) {
      List<String> columns = e.problems().stream().map(problem -> problem.place()).toList();
      throw differs(line, "the contract refuses " + String.join(", ", columns), e);
    }
  }

  /** Missing is NaN or null, and only the same as missing. */
  private boolean isSame(int index, ColumnBatch one, ColumnBatch other) {
    Column column = contract.columns().get(index);
    return column.isNumeric()
        ? Double.compare(one.number(index, 0), other.number(index, 0)) == 0
        : Objects.equals(one.text(index, 0), other.text(index, 0));
  }

  private static MillraceException differs(int line, String what, @Nullable Throwable cause) {
    return new MillraceException(
        ErrorCode.PACKAGE_INVALID,
        "%s:%d: the row does not come through a request unchanged: %s."
            .formatted(PackageFiles.GOLDEN, line, what),
        "Package the model again; if this repeats, report it with the package.",
        cause);
  }
}
