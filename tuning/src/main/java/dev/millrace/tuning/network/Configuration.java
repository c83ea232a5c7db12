package dev.millrace.tuning.network;

import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.FitSpec;

/** Everything about a network that can be searched for. */
public record Configuration(NetworkSpec network, FitSpec fit, EncodingChoice encoding) {}
