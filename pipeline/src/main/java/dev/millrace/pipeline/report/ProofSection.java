package dev.millrace.pipeline.report;

import dev.millrace.etl.feature.CutoffRows;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.pipeline.report.RunReport.Proof;
import dev.millrace.pipeline.report.RunReport.Relational;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why no feature can know the future. */
final class ProofSection {
  private ProofSection() {}

  static Optional<Section> of(Relational relational) {
    RowsReport rows = relational.rows();
    if (rows == null) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "Each of the %s carries the latest moment at which anything it uses became known; all lie before its cutoff, or the run would have stopped."
                .formatted(
                    Words.count(
                        rows.cutoffs().stream().mapToLong(CutoffRows::rows).sum(),
                        "feature row"))));
    Proof proof = relational.proof();
    blocks.add(proof == null ? new Block.Paragraph(unproven()) : proven(proof));
    return Optional.of(new Section("proof", "Proof against leakage", blocks));
  }

  private static String unproven() {
    return "With --prove the run also computes features again from data that ends at a cutoff, and demands the same rows to the last bit.";
  }

  private static Block proven(Proof proof) {
    String cutoffs = proof.cutoffs().stream().map(Words::date).collect(Collectors.joining(", "));
    return new Block.Notice(
        "good",
        "Proven",
        "%s of %s (%s) were computed again from data that ends at the cutoff, and are the same to the last bit."
            .formatted(
                Words.count(proof.rows(), "row"),
                Words.count(proof.cutoffs().size(), "cutoff"),
                cutoffs));
  }
}
