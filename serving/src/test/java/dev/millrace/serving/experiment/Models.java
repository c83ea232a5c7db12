package dev.millrace.serving.experiment;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Target;
import dev.millrace.serving.request.ModelIdentity;
import java.util.List;

/** Models that are known by their version. */
final class Models {
  static final Target CHURN = new Target("Churn", "Yes");

  private Models() {}

  static ModelIdentity version(String version) {
    return new ModelIdentity(
        "telco",
        version,
        new FeatureContract(
            "telco", Key.of("customerID"), CHURN, List.of(Column.of("tenure", ColumnType.NUMBER))),
        List.of(),
        0.5);
  }

  static Challenge shadow(String version) {
    return new Challenge(version(version), Mode.SHADOW, 1, null);
  }

  static Challenge split(String version, double share) {
    return new Challenge(version(version), Mode.SPLIT, share, null);
  }
}
