package dev.millrace.pipeline.command;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns for a terminal. Cells that are numbers stand to the right. Not thread-safe. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  /** Every line indented by two blanks, with a line feed. */
  String print() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String blanks = " ".repeat(width(i) - row.get(i).length());
        line.append(GAP).append(isNumber(row.get(i)) ? blanks + row.get(i) : row.get(i) + blanks);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }

  private static boolean isNumber(String cell) {
    return cell.matches("-?[\\d,]+(\\.\\d+)?( [s%])?");
  }
}
