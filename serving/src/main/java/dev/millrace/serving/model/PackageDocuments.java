package dev.millrace.serving.model;

import dev.millrace.monitoring.ReferenceProfile;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.PackageFiles;
import dev.millrace.serving.card.ModelCard;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a package has beside its model; read once, because its folder may be replaced while it is
 * served.
 *
 * @param profile what training rows and validation scores looked like; null where the package, of
 *     an older version, does not say
 */
public record PackageDocuments(ModelCard card, @Nullable ReferenceProfile profile) {

  static PackageDocuments of(ModelPackage source) {
    Path profile = source.folder().resolve(PackageFiles.PROFILE);
    return new PackageDocuments(
        ModelCard.of(source), Files.exists(profile) ? profile(profile, source) : null);
  }

  /** One of other columns would be found out only when the model is to answer. */
  private static ReferenceProfile profile(Path file, ModelPackage source) {
    ReferenceProfile profile = ReferenceProfile.read(file);
    profile.requireFits(source.contract());
    return profile;
  }
}
