package dev.millrace.pipeline.demo;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Progress;
import dev.millrace.pipeline.file.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The example company: a subscription business in five sources as they are met in life, whose
 * customers leave for stated reasons, so that the true probability of leaving is known.
 *
 * <p>It is made customer by customer, so any number of them needs the same memory. The same request
 * gives the same bytes, but for the database of customers, which has the same rows.
 */
public final class DemoCompany {
  private DemoCompany() {}

  /**
   * Writes the company's data, recipe and explanation; all of it or, where something fails,
   * nothing.
   *
   * @throws MillraceException where the folder holds something already, or the disk fails
   */
  public static DemoResult write(DemoRequest request, Progress progress) {
    DemoFolder folder = DemoFolder.check(request.folder(), request.force());
    try (Scratch scratch = Scratch.beside(folder.path())) {
      Path company = Files.createDirectories(scratch.resolve("company"));
      DemoResult result = fill(request, folder.path(), company, scratch.resolve("spill"), progress);
      DemoFolder.addTexts(company);
      folder.install(company, scratch);
      return result;
    } catch (IOException e) {
      throw Io.fault(request.folder(), e);
    }
  }

  private static DemoResult fill(
      DemoRequest request, Path folder, Path company, Path spill, Progress progress)
      throws IOException {
    int count = (request.customers() + Block.SIZE - 1) / Block.SIZE;
    long left = 0;
    Block.Rows rows = Block.Rows.NONE;
    try (Progress.Task task =
            progress.start("make up the company", request.customers(), "customers");
        CustomersDatabase customers = CustomersDatabase.create(company);
        TextFiles texts = new TextFiles(company, new Period(request.months()));
        Blocks blocks =
            new Blocks(
                count, request.threads(), number -> Block.make(request, number, company, spill))) {
      while (blocks.hasNext()) {
        Block block = blocks.next();
        customers.add(block.customers());
        texts.add(block);
        rows = rows.plus(block.rows());
        left += block.customers().stream().filter(row -> row.cancelledOn() != null).count();
        task.advance(block.customers().size());
      }
    }
    return new DemoResult(
        folder,
        request.customers(),
        left,
        rows.usage(),
        rows.invoices(),
        rows.tickets(),
        rows.surveys(),
        rows.truths());
  }
}
