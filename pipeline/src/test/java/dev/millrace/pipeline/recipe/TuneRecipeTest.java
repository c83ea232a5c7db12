package dev.millrace.pipeline.recipe;

import static dev.millrace.pipeline.recipe.Recipes.MINIMAL;
import static dev.millrace.pipeline.recipe.Recipes.problems;
import static dev.millrace.pipeline.recipe.Recipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.tuning.network.Goal;
import dev.millrace.tuning.network.Pruning;
import dev.millrace.tuning.network.Refit;
import dev.millrace.tuning.network.TuneSpec;
import dev.millrace.tuning.sampler.SamplerSpec;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneRecipeTest {
  @TempDir Path folder;

  @Test
  void an_empty_section_tunes_as_documented_and_none_does_not_tune() {
    TuneSpec spec = read(folder, MINIMAL + "tune: {}\n").tune();
    assertThat(spec).isNotNull();
    assertThat(spec.sampler()).isEqualTo(SamplerSpec.Tpe.defaults());
    assertThat(List.of(spec.trials(), spec.folds(), spec.ensemble())).containsExactly(30, 5, 1);
    assertThat(spec.objective()).isEqualTo(Goal.ROC_AUC);
    assertThat(spec.pruner()).isEqualTo(Pruning.MEDIAN);
    assertThat(spec.refit()).isEqualTo(Refit.TRAINING);
    assertThat(spec.space().containsOwn()).isTrue();
    assertThat(read(folder, MINIMAL).tune()).isNull();
  }

  @Test
  void every_key_is_read() {
    TuneSpec spec =
        read(
                folder,
                MINIMAL
                    + """
                    train: {dropout: 0.4}
                    tune:
                      sampler: genetic
                      trials: 7
                      folds: 3
                      objective: log_loss
                      pruner: wilcoxon
                      time: 1.5h
                      patience: 4
                      parallel: 1
                      refit: training_and_validation
                      ensemble: 2
                      space:
                        layers: {depth: {from: 1, to: 2}, width: [16, 32]}
                        dropout: {from: 0, to: 50%}
                        learning_rate: {from: 0.001, to: 0.1, log: true}
                        batch: {from: 64, to: 256, step: 64}
                        class_weights: [none, balanced, 3]
                        encode: {numbers: [bins, robust], bins: [8, 16]}
                    """)
            .tune();
    assertThat(spec.time()).isEqualTo(Duration.ofMinutes(90));
    assertThat(List.of(spec.trials(), spec.folds(), spec.patience(), spec.parallel()))
        .containsExactly(7, 3, 4, 1);
    assertThat(spec.ensemble()).isEqualTo(2);
    assertThat(spec.space().space().dimensions().stream().map(Dimension::parameter))
        .containsExactlyInAnyOrder(
            new Parameter.Whole("depth", 1, 2, 1, false),
            new Parameter.Choice("width_1", List.of(16L, 32L)),
            new Parameter.Choice("width_2", List.of(16L, 32L)),
            new Parameter.Real("dropout", 0, 0.5, false),
            new Parameter.Real("learning_rate", 0.001, 0.1, true),
            new Parameter.Whole("batch", 64, 256, 64, false),
            new Parameter.Choice("class_weights", List.of("none", "balanced", 3.0)),
            new Parameter.Choice("encode.numbers", List.of("bins", "robust")),
            new Parameter.Choice("encode.bins", List.of(8L, 16L)));
    assertThat(spec.space().nearestToOwn().values()).containsEntry("dropout", 0.4);
  }

  @Test
  void all_problems_of_a_space_are_told_at_once() {
    assertThat(
            problems(
                folder,
                MINIMAL
                    + """
                    tune:
                      time: soon
                      space:
                        dropout: {from: 0.5, to: 0.1}
                        batch: [64]
                        activation: [swish, rellu]
                        epochs: {from: 10, to: 25, step: 10}
                        learning_rate: {from: 0, to: 1, log: true}
                        encode: {numbers: [bins, one_hot]}
                        layres: 3
                    """))
        .hasSize(8)
        .anyMatch(p -> p.startsWith("10:9: 'time': expected a time like 90s, 10m or 1.5h"))
        .anyMatch(p -> p.contains("'to' must be above 'from'"))
        .anyMatch(p -> p.contains("'batch': expected a list of at least two different values"))
        .anyMatch(p -> p.contains("Did you mean 'relu'?"))
        .anyMatch(p -> p.contains("'to' must be a number of whole steps above 'from'"))
        .anyMatch(p -> p.contains("unknown key 'layres' in tune.space. Did you mean 'layers'?"));
  }

  @Test
  void a_search_for_the_layers_of_a_line_is_refused() {
    assertThat(
            problems(
                folder,
                MINIMAL + "train: {network: logistic}\ntune: {space: {dropout: [0, 0.5]}}\n"))
        .singleElement()
        .asString()
        .contains("'dropout' is of mlp, but the recipe trains logistic");
  }

  @Test
  void more_trials_are_the_same_study_and_another_space_is_not() {
    Recipe few = read(folder, MINIMAL + "tune: {trials: 5}\n");
    Recipe many = read(folder, MINIMAL + "tune: {trials: 9, time: 1h}\n");
    Recipe other = read(folder, MINIMAL + "tune: {space: {dropout: [0, 0.5]}}\n");
    assertThat(few.study(few.tune())).isEqualTo(many.study(many.tune()));
    assertThat(few.study(few.tune())).isNotEqualTo(other.study(other.tune()));
    assertThat(few.part(RecipePart.TUNE)).isNotEqualTo(many.part(RecipePart.TUNE));
  }

  @Test
  void columns_that_say_how_they_are_encoded_keep_it() {
    Recipe recipe =
        read(
            folder,
            MINIMAL.replace("tenure: {type: integer}", "tenure: {type: integer, encode: bins}"));
    assertThat(recipe.rows().encodesItself("tenure")).isTrue();
    assertThat(recipe.rows().encodesItself("Contract")).isFalse();
  }
}
