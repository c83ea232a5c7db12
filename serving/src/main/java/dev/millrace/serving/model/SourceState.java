package dev.millrace.serving.model;

/**
 * What a source holds just now; equal as long as nothing has changed there.
 *
 * @param version where the source knows it without looking into the package, else empty
 * @param stamp changes whenever anything of the package changes
 */
record SourceState(String version, String stamp) {}
