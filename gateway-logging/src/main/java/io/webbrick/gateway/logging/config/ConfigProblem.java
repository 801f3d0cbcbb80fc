package io.webbrick.gateway.logging.config;

public record ConfigProblem(String file, int line, Severity severity, String text) {
    public enum Severity {
        ERROR,
        WARNING
    }
}
