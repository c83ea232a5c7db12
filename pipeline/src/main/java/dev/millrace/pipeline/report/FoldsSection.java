package dev.millrace.pipeline.report;

import dev.millrace.models.train.FoldScores;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.text.Words;
import java.util.List;
import java.util.Optional;

/** How the same way of training does on other cuts of the rows that are not test rows. */
final class FoldsSection {
  private FoldsSection() {}

  static Optional<Section> of(RunReport report) {
    RunReport.Training training = report.training();
    if (training == null || training.folds() == null) {
      return Optional.empty();
    }
    FoldScores scores = training.folds();
    String sentence =
        "Trained anew on each of %s of the rows before the test, and judged on rows of the fold that it was not trained on: ROC-AUC %s on average, with a standard error of %s. A model for all rows should do about as well on new ones; a test result far from it was luck, good or bad."
            .formatted(
                Words.count(scores.folds().size(), "fold"),
                Words.metric(scores.rocAuc().mean()),
                Words.metric(scores.rocAuc().standardError()));
    return Optional.of(
        Section.of(
            "folds",
            "Cross-validation",
            new Block.Paragraph(sentence),
            Table.of(
                "Folds",
                Table.heads("#Fold", "#Training rows", "#Judged rows", "#ROC-AUC", "#Log-loss"),
                scores.folds().stream().map(FoldsSection::row).toList())));
  }

  private static List<Cell> row(FoldScores.Fold fold) {
    return List.of(
        Cell.of(Words.count(fold.fold())),
        Cell.of(Words.count(fold.trainingRows())),
        Cell.of(Words.count(fold.validationRows())),
        Cell.of(Words.metric(fold.rocAuc())),
        Cell.of(Words.metric(fold.logLoss())));
  }
}
