package dev.millrace.serving.experiment;

/** An outcome of a prediction that was made with our key. */
record Genuine(Outcome outcome, PredictionId prediction) {}
