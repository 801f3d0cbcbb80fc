package io.webbrick.gateway.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of a run for people: plain text for a terminal, Markdown for docs/benchmarks.md. */
public final class Tables {
    private final Conditions conditions;
    private final List<Verdict> verdicts;
    private final List<String> failures;

    public Tables(Conditions conditions, Results results) {
        this.conditions = conditions;
        this.verdicts = results.verdicts();
        this.failures = results.failures();
    }

    /** For a terminal: one table for each environment, everybody's figures below it. */
    public String plain() {
        var text = new StringBuilder();
        conditions.lines().forEach(line -> text.append(line).append('\n'));
        byEnvironment()
                .forEach((environment, found) -> text.append('\n')
                        .append(title(environment))
                        .append("\n\n")
                        .append(goals(found).plain())
                        .append('\n')
                        .append(everybody(found)));
        failures.forEach(
                failure -> text.append("not measured: ").append(failure).append('\n'));
        return text.toString();
    }

    /** For a document: the same, with one column for each peer. */
    public String markdown() {
        var text = new StringBuilder();
        conditions.lines().forEach(line -> text.append("- ").append(line).append('\n'));
        byEnvironment()
                .forEach((environment, found) -> text.append("\n### ")
                        .append(title(environment))
                        .append("\n\n")
                        .append(goals(found).markdown())
                        .append('\n')
                        .append(columns(found).markdown()));
        if (!failures.isEmpty()) {
            text.append("\nNot measured:\n\n");
            failures.forEach(failure -> text.append("- ").append(failure).append('\n'));
        }
        return text.toString();
    }

    private Map<Environment, List<Verdict>> byEnvironment() {
        return verdicts.stream()
                .collect(Collectors.groupingBy(Verdict::environment, LinkedHashMap::new, Collectors.toList()));
    }

    private static String title(Environment environment) {
        return environment.jdk() + ", " + environment.fileSystem();
    }

    private static TextTable goals(List<Verdict> verdicts) {
        var table = new TextTable(2, "figure", "unit", "ours", "min - max", "best peer", "", "ratio", "goal", "met");
        for (Verdict verdict : verdicts) {
            table.add(
                    verdict.figure().title(),
                    verdict.figure().unit(),
                    verdict.ours().map(ours -> Numbers.of(ours.median())).orElse("-"),
                    verdict.ours().map(Tables::range).orElse(""),
                    verdict.best().map(Verdict.Best::name).orElse(""),
                    verdict.best()
                            .map(best -> Numbers.of(best.summary().median()))
                            .orElse(""),
                    Numbers.ratio(verdict.ratio()),
                    verdict.figure().goal().text(),
                    verdict.met());
        }
        return table;
    }

    private static String range(Summary summary) {
        return summary.count() == 1 ? "" : Numbers.of(summary.min()) + " - " + Numbers.of(summary.max());
    }

    private static String everybody(List<Verdict> verdicts) {
        return firstOfEachKey(verdicts).stream()
                .map(verdict ->
                        verdict.figure().title() + ", " + verdict.figure().unit() + ":\n    "
                                + verdict.values().entrySet().stream()
                                        .map(entry -> entry.getKey() + " "
                                                + Numbers.of(entry.getValue().median()))
                                        .collect(Collectors.joining(", "))
                                + "\n")
                .collect(Collectors.joining());
    }

    private static TextTable columns(List<Verdict> verdicts) {
        List<String> peers = verdicts.stream()
                .flatMap(verdict -> verdict.values().keySet().stream())
                .distinct()
                .toList();
        var titles = new ArrayList<>(List.of("everybody", "unit"));
        titles.addAll(peers);
        var table = new TextTable(2, titles.toArray(String[]::new));
        for (Verdict verdict : firstOfEachKey(verdicts)) {
            var cells = new ArrayList<>(
                    List.of(verdict.figure().title(), verdict.figure().unit()));
            for (String peer : peers) {
                Summary summary = verdict.values().get(peer);
                cells.add(summary == null ? "" : Numbers.of(summary.median()));
            }
            table.add(cells.toArray(String[]::new));
        }
        return table;
    }

    /** A figure that is compared with several circles of peers stands here once. */
    private static List<Verdict> firstOfEachKey(List<Verdict> verdicts) {
        var firsts = new LinkedHashMap<String, Verdict>();
        verdicts.forEach(verdict ->
                firsts.putIfAbsent(verdict.row().name() + " " + verdict.figure().key(), verdict));
        return List.copyOf(firsts.values());
    }
}
