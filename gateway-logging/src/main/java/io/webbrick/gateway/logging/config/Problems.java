package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Collects everything that is wrong, each thing once, so that a user sees all of it at one go. One thread. Keeps at most
 * 1,000 problems and counts the rest.
 */
final class Problems {
    private static final int KEPT = 1_000;

    private final LinkedHashSet<Located> found = new LinkedHashSet<>();
    private boolean errors;
    private int further;

    private record Located(Origin origin, Severity severity, String text) {
        ConfigProblem problem() {
            return new ConfigProblem(origin.file(), origin.line(), severity, text);
        }
    }

    /** Something that makes the configuration unusable. */
    void error(Origin at, String text) {
        errors = true;
        add(new Located(at, Severity.ERROR, text));
    }

    /** Something that works, but perhaps not as meant. */
    void warning(Origin at, String text) {
        add(new Located(at, Severity.WARNING, text));
    }

    /** Whether there is any error. */
    boolean hasErrors() {
        return errors;
    }

    /** All problems in the order of the files and their lines. */
    List<ConfigProblem> inFileOrder() {
        var sorted = new ArrayList<>(found);
        sorted.sort(
                Comparator.comparingInt((Located located) -> located.origin().rank())
                        .thenComparingInt(located -> located.origin().line()));
        var problems = new ArrayList<ConfigProblem>(
                sorted.stream().map(Located::problem).toList());
        if (further > 0) {
            ConfigProblem last = problems.get(problems.size() - 1);
            Severity severity = errors ? Severity.ERROR : Severity.WARNING;
            problems.add(
                    new ConfigProblem(last.file(), last.line(), severity, further + " further problems not listed"));
        }
        return List.copyOf(problems);
    }

    private void add(Located located) {
        if (found.size() < KEPT) {
            found.add(located);
        } else if (!found.contains(located)) {
            further++;
        }
    }
}
