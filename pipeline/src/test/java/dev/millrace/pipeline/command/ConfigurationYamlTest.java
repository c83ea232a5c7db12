package dev.millrace.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.Encoding.Method;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.train.FitSpec;
import dev.millrace.pipeline.recipe.RecipeReader;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.EncodingChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationYamlTest {
  private static final String RECIPE =
      """
      recipe: small
      sources:
        customers: {type: csv, path: data.csv}
      rows:
        target: {column: Churn, positive: "Yes"}
        columns:
          tenure: {type: integer}
          Contract: {type: category}
      """;

  @TempDir Path folder;

  static Stream<Configuration> configurations() {
    return Stream.of(
        new Configuration(
            NetworkSpec.Mlp.defaults(),
            FitSpec.defaults(),
            choice(Method.BINS, 16, Method.AUTO, 64, 20)),
        new Configuration(
            new NetworkSpec.Mlp(List.of(17), Nonlinearity.LEAKY_RELU, 0.123456789012345, 1e-4),
            new FitSpec(
                64,
                7,
                1.2345678901234567e-4,
                FitSpec.Schedule.ONE_CYCLE,
                1e-7,
                3,
                FitSpec.Select.ROC_AUC,
                FitSpec.ClassWeights.balanced(),
                0.05),
            choice(Method.QUANTILE, 64, Method.TARGET, 33, 4.5)),
        new Configuration(
            new NetworkSpec.Logistic(),
            new FitSpec(
                512,
                40,
                0.02,
                FitSpec.Schedule.CONSTANT,
                0,
                10,
                FitSpec.Select.LOG_LOSS,
                new FitSpec.ClassWeights(2.5),
                0),
            choice(Method.BINS, 48, Method.ONE_HOT, 64, 20)));
  }

  private static EncodingChoice choice(
      Method numbers, int bins, Method categories, int limit, double smoothing) {
    return new EncodingChoice(
        new Encoding(numbers, Encoding.Unseen.IGNORE, Encoding.Indicator.AUTO, bins, smoothing),
        new Encoding(
            categories, Encoding.Unseen.IGNORE, Encoding.Indicator.AUTO, limit, smoothing));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void what_is_to_be_put_into_a_recipe_reads_back_as_what_was_found(Configuration found)
      throws IOException {
    Path recipe =
        Files.writeString(folder.resolve("test.yaml"), RECIPE + ConfigurationYaml.of(found));

    Configuration read =
        RecipeReader.read(recipe, new RecipeReader.Options(Map.of(), null, Map.of()))
            .configuration();

    assertThat(read).isEqualTo(found);
  }
}
