package dev.millrace.etl.feature;

import java.util.List;

/**
 * A condition on the rows of a table, as in {@code count(tickets where status = 'open', 30d)}.
 *
 * @param column of the table
 * @param operator {@code =}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=} or {@code in}
 * @param values as written, one but for {@code in}; numbers for columns that hold numbers
 */
public record Filter(String column, String operator, List<String> values) {
  public Filter {
    values = List.copyOf(values);
  }
}
