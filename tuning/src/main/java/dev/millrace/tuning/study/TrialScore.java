package dev.millrace.tuning.study;

import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;

/** What Arbiter takes for the score of a finished trial: its value. */
@SuppressWarnings("deprecation") // Arbiter asks for both of its kinds of data
final class TrialScore implements ScoreFunction {
  private static final long serialVersionUID = 1L;

  private final Direction direction;

  TrialScore(Direction direction) {
    this.direction = direction;
  }

  @Override
  public double score(Object model, DataProvider data, Map<String, Object> parameters) {
    return Objects.requireNonNullElse(((Trial) model).value(), Double.NaN);
  }

  @Override
  public double score(Object model, Class<? extends DataSource> data, Properties properties) {
    return Objects.requireNonNullElse(((Trial) model).value(), Double.NaN);
  }

  @Override
  public boolean minimize() {
    return direction == Direction.MINIMIZE;
  }

  @Override
  public List<Class<?>> getSupportedModelTypes() {
    return List.of(Trial.class);
  }

  @Override
  public List<Class<?>> getSupportedDataTypes() {
    return List.of();
  }
}
