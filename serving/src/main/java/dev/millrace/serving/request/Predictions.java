package dev.millrace.serving.request;

import dev.millrace.scoring.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link PredictRequest}; the model is that of the answering package. Where a
 * challenger answers some rows, {@link #challenged} says which.
 *
 * @param model of the rows that the champion answers
 * @param probabilities calibrated, in [0, 1], one for each row; of the package that answers the row
 * @param ids of the predictions, one for each row
 * @param reasons for each row, strongest first; empty where none were asked for
 * @param challenger null where no row was answered by one
 * @param challenged for each row whether the challenger answered it; null where no row was
 */
public record Predictions(
    ModelIdentity model,
    double[] probabilities,
    String[] ids,
    List<List<Reason>> reasons,
    @Nullable ModelIdentity challenger,
    boolean @Nullable [] challenged) {

  /** Which model answered a row. */
  public ModelIdentity modelOf(int row) {
    return challenger != null && challenged != null && challenged[row] ? challenger : model;
  }

  /** Whether the row's probability reaches the threshold of the model that answered it. */
  public boolean positive(int row) {
    return probabilities[row] >= modelOf(row).threshold();
  }
}
