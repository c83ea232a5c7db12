package dev.millrace.serving.server;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.monitoring.LiveProfile;
import dev.millrace.scoring.Reason;
import dev.millrace.serving.card.ModelCard;
import dev.millrace.serving.dispatch.Workers;
import dev.millrace.serving.experiment.Arm;
import dev.millrace.serving.experiment.Contest;
import dev.millrace.serving.experiment.Mode;
import dev.millrace.serving.model.ScoringCost;
import dev.millrace.serving.model.ServedModel;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Predictions;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The models that answer together, and what watches them. Made anew when either changes. Whoever
 * uses it holds both models ({@link Lineups#acquire}, {@link #release}). Thread-safe.
 */
final class Lineup implements Workers.Scoring {
  /** Scored together, a row must cost less than this part of a row alone. */
  private static final double WORTH_JOINING = 0.7;

  private final ServedModel champion;
  private final @Nullable ServedModel challenger;
  private final @Nullable ServedModel invited;
  private final Contest contest;
  private final @Nullable LiveProfile profile;

  /**
   * @param challenger that takes part; null where there is none, or where it cannot
   * @param invited the challenger, whether it takes part or not
   */
  Lineup(
      ServedModel champion,
      @Nullable ServedModel challenger,
      @Nullable ServedModel invited,
      Contest contest,
      @Nullable LiveProfile profile) {
    this.champion = champion;
    this.challenger = challenger;
    this.invited = invited;
    this.contest = contest;
    this.profile = profile;
  }

  ServedModel champion() {
    return champion;
  }

  @Nullable ServedModel challenger() {
    return challenger;
  }

  Contest contest() {
    return contest;
  }

  @Nullable LiveProfile profile() {
    return profile;
  }

  ModelCard card() {
    return champion.documents().card();
  }

  ModelIdentity identity() {
    return champion.identity();
  }

  boolean isOf(ServedModel first, @Nullable ServedModel second) {
    return champion == first && invited == second;
  }

  /** Announces a use; false where one of the models is closed already. */
  boolean retain() {
    if (!champion.retain()) {
      return false;
    }
    if (challenger != null && !challenger.retain()) {
      champion.release();
      return false;
    }
    return true;
  }

  void release() {
    champion.release();
    if (challenger != null) {
      challenger.release();
    }
  }

  /** Microseconds that a request costs, by the costs measured at warm-up. */
  double micros(PredictRequest request) {
    int rows = request.rows().rows();
    double models = challenger == null ? 1 : 2;
    double row = rows == 1 ? cost().microsPerRow() : cost().microsPerRowInBlock();
    int columns = request.reasons() > 0 ? identity().contract().columns().size() : 0;
    return rows * row * (models + columns);
  }

  private ScoringCost cost() {
    return champion.cost();
  }

  @Override
  public boolean joins() {
    return cost().microsPerRowInBlock() < WORTH_JOINING * cost().microsPerRow();
  }

  /** The champion's probabilities by row; with a challenger its probabilities beside them. */
  @Override
  public double[] score(ColumnBatch rows) {
    double[] own = champion.scorer().score(rows);
    ServedModel other = challenger;
    if (other == null) {
      return own;
    }
    double[] others = other.scorer().score(rows);
    double[] both = new double[2 * own.length];
    for (int row = 0; row < own.length; row++) {
      both[2 * row] = own[row];
      both[2 * row + 1] = others[row];
    }
    return both;
  }

  /** What a request is answered, of what {@link #score} said. */
  Predictions predictions(PredictRequest request, double[] values) {
    Predictions predictions =
        challenger == null ? alone(request, values) : together(request, values, challenger);
    if (profile != null) {
      profile.observe(request.rows(), championOf(values));
    }
    return predictions;
  }

  private double[] championOf(double[] values) {
    if (challenger == null) {
      return values;
    }
    double[] own = new double[values.length / 2];
    for (int row = 0; row < own.length; row++) {
      own[row] = values[2 * row];
    }
    return own;
  }

  private Predictions alone(PredictRequest request, double[] values) {
    String[] ids = new String[values.length];
    for (int row = 0; row < ids.length; row++) {
      ids[row] = contest.id(contest.number(), Arm.CHAMPION, values[row], Double.NaN);
    }
    return new Predictions(identity(), values, ids, reasons(request, null), null, null);
  }

  private Predictions together(PredictRequest request, double[] values, ServedModel other) {
    int rows = values.length / 2;
    double[] answers = new double[rows];
    String[] ids = new String[rows];
    boolean[] challenged = new boolean[rows];
    boolean shadow = contest.challenge() == null || contest.challenge().mode() == Mode.SHADOW;
    for (int row = 0; row < rows; row++) {
      long number = contest.number();
      Arm arm = contest.armOf(request.key(row), number);
      challenged[row] = arm == Arm.CHALLENGER && !shadow;
      Arm answering = challenged[row] ? Arm.CHALLENGER : Arm.CHAMPION;
      boolean scored = arm == Arm.CHALLENGER || !shadow; // of a split both models judge every row
      double theirs = scored ? values[2 * row + 1] : Double.NaN;
      answers[row] = challenged[row] ? theirs : values[2 * row];
      ids[row] = contest.id(number, answering, values[2 * row], theirs);
    }
    return new Predictions(
        identity(), answers, ids, reasons(request, challenged), other.identity(), challenged);
  }

  /** Of each row by the model that answers it. */
  private List<List<Reason>> reasons(PredictRequest request, boolean @Nullable [] challenged) {
    if (request.reasons() == 0) {
      return List.of();
    }
    List<List<Reason>> own = champion.scorer().reasons(request.rows(), request.reasons());
    if (challenged == null || challenger == null) {
      return own;
    }
    List<List<Reason>> others = challenger.scorer().reasons(request.rows(), request.reasons());
    return IntStream.range(0, own.size())
        .mapToObj(row -> challenged[row] ? others.get(row) : own.get(row))
        .toList();
  }
}
