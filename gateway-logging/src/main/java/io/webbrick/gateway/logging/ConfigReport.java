package io.webbrick.gateway.logging;

import java.util.List;

/**
 * What checking a configuration found.
 *
 * @param problems each {@code file:line: error|warning: text}, in file order
 * @param usable whether a gateway could run with it: no error among the problems
 * @param effectiveJson the merged configuration as one JSON object in Python's words; empty when it could not be merged
 */
public record ConfigReport(List<String> problems, boolean usable, String effectiveJson) {
    public ConfigReport {
        problems = List.copyOf(problems);
    }
}
