package io.webbrick.gateway.benchmarks.report;

/** What one table was measured on. */
public record Environment(String jdk, String fileSystem) {}
