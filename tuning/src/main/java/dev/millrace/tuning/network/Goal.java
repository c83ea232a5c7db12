package dev.millrace.tuning.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.tuning.trial.Direction;

/** What a configuration is judged by: a metric of validation rows, in the mean over folds. */
public enum Goal {
  @JsonProperty("roc_auc")
  ROC_AUC(Direction.MAXIMIZE),
  @JsonProperty("log_loss")
  LOG_LOSS(Direction.MINIMIZE);

  private final Direction direction;

  Goal(Direction direction) {
    this.direction = direction;
  }

  /** Which values are good. */
  public Direction direction() {
    return direction;
  }

  double of(LearningCurve.Epoch epoch) {
    return this == ROC_AUC ? epoch.validationRocAuc() : epoch.validationLogLoss();
  }
}
