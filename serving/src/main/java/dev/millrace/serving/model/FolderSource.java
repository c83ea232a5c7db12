package dev.millrace.serving.model;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.scoring.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with a package, or a run directory that has one; also a symbolic link to one. It is seen
 * to change when it is replaced, when the link leads elsewhere, and when a file in it changes.
 */
public final class FolderSource implements ModelSource {
  private static final String INSIDE_RUN = "model";

  /** Of a package's path: enough to tell it from another, and not where this machine keeps it. */
  private static final int NAMES_TOLD = 2;

  private final Path folder;

  public FolderSource(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public SourceState look() {
    return new SourceState("", FolderStamp.of(found()));
  }

  @Override
  public Candidate fetch(SourceState seen) {
    Path found = found();
    int names = found.getNameCount();
    return candidate(found, "folder " + found.subpath(Math.max(0, names - NAMES_TOLD), names));
  }

  @Override
  public boolean mayBeUnfinished() {
    return true;
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** A package in a folder, with what the folder says of itself. */
  static Candidate candidate(Path folder, String source) {
    String digest = Digests.of(folder);
    String run = Digests.runOf(folder);
    String version = run.isEmpty() ? Digests.shortened(digest) : run;
    return new Candidate(folder, new ModelOrigin(version, "", source, run, digest));
  }

  /** Whether it is a package, or a run directory that has one. */
  static boolean hasPackage(Path folder) {
    return isPackage(folder) || isPackage(folder.resolve(INSIDE_RUN));
  }

  /** Behind all links, so that a link which is moved meanwhile does not mix two packages. */
  private Path found() {
    if (hasPackage(folder)) {
      return real(isPackage(folder) ? folder : folder.resolve(INSIDE_RUN));
    }
    throw new MillraceException(
        ErrorCode.MODEL_NOT_FOUND,
        "There is no model package at %s: %s.".formatted(folder, missing()),
        "Give a run directory, its folder 'model', or models:/NAME@ALIAS.");
  }

  private String missing() {
    if (!Files.exists(folder)) {
      return "there is no such folder, or it may not be looked at";
    }
    return Files.isDirectory(folder) && !Files.isExecutable(folder)
        ? "this user may not read the folder"
        : "it has no " + PackageFiles.CHECKSUMS;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw Io.fault(path, e);
    }
  }

  private static boolean isPackage(Path folder) {
    return Files.isRegularFile(folder.resolve(PackageFiles.CHECKSUMS));
  }
}
