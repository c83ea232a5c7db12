import dev.millrace.scoring.Score;
import dev.millrace.scoring.Scorer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Scores one customer of the telco table with a model package.
 *
 * <p>{@code java -cp CLASSPATH ScoreCustomer.java runs/telco/<run>/model}
 */
public final class ScoreCustomer {
  public static void main(String[] arguments) {
    Map<String, Object> customer = new HashMap<>();
    customer.put("gender", "Female");
    customer.put("SeniorCitizen", 0);
    customer.put("Partner", "Yes");
    customer.put("Dependents", "No");
    customer.put("tenure", 1);
    customer.put("PhoneService", "No");
    customer.put("MultipleLines", "No phone service");
    customer.put("InternetService", "DSL");
    customer.put("OnlineSecurity", "No");
    customer.put("OnlineBackup", "Yes");
    customer.put("DeviceProtection", "No");
    customer.put("TechSupport", "No");
    customer.put("StreamingTV", "No");
    customer.put("StreamingMovies", "No");
    customer.put("Contract", "Month-to-month");
    customer.put("PaperlessBilling", "Yes");
    customer.put("PaymentMethod", "Electronic check");
    customer.put("MonthlyCharges", 29.85);
    customer.put("TotalCharges", "29.85");

    try (Scorer scorer = Scorer.open(Path.of(arguments[0]))) {
      Score score = scorer.score(customer);
      System.out.printf(
          "probability %.4f, decision %s%n", score.probability(), score.positive() ? "yes" : "no");
    }
  }
}
