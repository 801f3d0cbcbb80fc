package io.webbrick.gateway.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The figures of a run for programs. */
public final class JsonReport {
    private final Conditions conditions;
    private final Results results;

    public JsonReport(Conditions conditions, Results results) {
        this.conditions = conditions;
        this.results = results;
    }

    /** One object, with a line feed at its end. */
    public String text() {
        return "{\n\"conditions\": " + conditions() + ",\n\"figures\": [\n"
                + results.verdicts().stream().map(JsonReport::figure).collect(Collectors.joining(",\n"))
                + "\n],\n\"notMeasured\": "
                + results.failures().stream().map(JsonReport::quoted).collect(Collectors.joining(", ", "[", "]"))
                + "\n}\n";
    }

    private String conditions() {
        return object(List.of(
                "\"date\": " + quoted(conditions.date()),
                "\"mode\": " + quoted(conditions.mode()),
                "\"repeats\": " + conditions.repeats(),
                "\"processor\": " + quoted(conditions.processor()),
                "\"cores\": " + conditions.cores(),
                "\"memory\": " + quoted(conditions.memory()),
                "\"system\": " + quoted(conditions.system()),
                "\"load\": " + quoted(conditions.load())));
    }

    private static String figure(Verdict verdict) {
        return object(List.of(
                "\"row\": " + quoted(verdict.row().name()),
                "\"figure\": " + quoted(verdict.figure().title()),
                "\"key\": " + quoted(verdict.figure().key()),
                "\"unit\": " + quoted(verdict.figure().unit()),
                "\"jdk\": " + quoted(verdict.environment().jdk()),
                "\"fileSystem\": " + quoted(verdict.environment().fileSystem()),
                "\"best\": " + verdict.best().map(best -> quoted(best.name())).orElse("null"),
                "\"ratio\": " + ratio(verdict.ratio()),
                "\"goal\": " + quoted(verdict.figure().goal().text()),
                "\"met\": " + met(verdict.met()),
                "\"values\": " + values(verdict.values())));
    }

    private static String values(Map<String, Summary> values) {
        return object(values.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + summary(entry.getValue()))
                .toList());
    }

    private static String summary(Summary summary) {
        return object(List.of(
                "\"median\": " + number(summary.median()),
                "\"min\": " + number(summary.min()),
                "\"max\": " + number(summary.max()),
                "\"count\": " + summary.count()));
    }

    private static String met(String met) {
        return switch (met) {
            case "yes" -> "true";
            case "no" -> "false";
            default -> "null";
        };
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? number(ratio.getAsDouble()) : "null";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String object(List<String> members) {
        return "{" + String.join(", ", members) + "}";
    }

    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
