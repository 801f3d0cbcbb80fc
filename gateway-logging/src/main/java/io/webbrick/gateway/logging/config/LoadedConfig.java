package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.stream.LoggingPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record LoadedConfig(
        @Nullable LoggingPlan plan, List<ConfigProblem> problems, String effectiveJson, String contentHash) {
    public boolean usable() {
        return plan != null;
    }
}
