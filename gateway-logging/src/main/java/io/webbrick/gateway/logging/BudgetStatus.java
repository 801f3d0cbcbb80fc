package io.webbrick.gateway.logging;

/**
 * What all files of the log directory take together.
 *
 * @param limitBytes the limit in force: as configured, or less where the file system has less room
 * @param usedBytes allocated bytes in use, those of files that are being made included
 */
public record BudgetStatus(long limitBytes, long usedBytes) {}
