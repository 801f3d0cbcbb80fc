package io.webbrick.gateway.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Prometheus' text format 0.0.4 as strictly as its description allows; throws with the line that is wrong. */
final class PrometheusText {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\"\\\\n])*)\"(,|$)");
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(?:\\{(.+)\\})? ([+-]?Inf|NaN|-?[0-9.]+(?:[eE][+-]?[0-9]+)?)");

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Set<String> helped = new HashSet<>();
    private String family = "";

    /** All samples, by name and labels as they stand. */
    static Map<String, Double> parse(String text) {
        if (!text.endsWith("\n") || text.contains("\r")) {
            throw new AssertionError("the text must end with a line feed and have no others");
        }
        var read = new PrometheusText();
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            read.line(line);
        }
        read.checkHistograms();
        return read.samples;
    }

    private void line(String line) {
        Matcher help = HELP.matcher(line);
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (help.matches()) {
            require(helped.add(help.group(1)), "a second HELP", line);
            family = help.group(1);
        } else if (type.matches()) {
            require(type.group(1).equals(family), "TYPE behind another family's HELP", line);
            require(types.put(family, type.group(2)) == null, "a second TYPE", line);
        } else if (sample.matches()) {
            sample(line, sample.group(1), sample.group(2), sample.group(3));
        } else {
            throw new AssertionError("neither HELP, TYPE nor sample: " + line);
        }
    }

    private void sample(String line, String name, String labels, String value) {
        String type = types.getOrDefault(family, "");
        require(!type.isEmpty(), "a sample without TYPE", line);
        boolean ofFamily = type.equals("histogram")
                ? name.matches(Pattern.quote(family) + "_(bucket|sum|count)")
                : name.equals(family);
        require(ofFamily, "a sample outside its family", line);
        require(!type.equals("counter") || name.endsWith("_total"), "a counter whose name does not say so", line);
        require(name.endsWith("_bucket") == (labels != null && labels.contains("le=\"")), "le is for buckets", line);
        if (labels != null) {
            var names = new HashSet<String>();
            Matcher label = LABEL.matcher(labels);
            int end = 0;
            while (label.find() && label.start() == end) {
                require(names.add(label.group(1)), "a label twice", line);
                end = label.end();
            }
            require(end == labels.length() && !labels.endsWith(","), "bad labels", line);
        }
        double number = value.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
        require(!type.equals("counter") || number >= 0, "a negative counter", line);
        require(samples.put(name + (labels == null ? "" : "{" + labels + "}"), number) == null, "a sample twice", line);
    }

    private void checkHistograms() {
        types.forEach((name, type) -> {
            if (type.equals("histogram")) {
                var ladders = new HashMap<String, TreeMap<Double, Double>>();
                samples.forEach((key, count) -> {
                    if (key.startsWith(name + "_bucket{")) {
                        Matcher le = Pattern.compile(",?le=\"([^\"]+)\"").matcher(key);
                        require(le.find(), "no le", key);
                        double bound =
                                le.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le.group(1));
                        ladders.computeIfAbsent(
                                        le.replaceFirst("").substring((name + "_bucket").length()),
                                        ladder -> new TreeMap<>())
                                .put(bound, count);
                    }
                });
                ladders.forEach((labels, ladder) -> checkLadder(name, labels.equals("{}") ? "" : labels, ladder));
            }
        });
    }

    private void checkLadder(String name, String labels, NavigableMap<Double, Double> ladder) {
        double before = 0;
        for (var step : ladder.entrySet()) {
            require(step.getValue() >= before, "a bucket below the one before", name + labels + step);
            before = step.getValue();
        }
        require(ladder.lastKey() == Double.POSITIVE_INFINITY, "no +Inf", name + labels);
        require(samples.getOrDefault(name + "_count" + labels, -1.0) == before, "count is not +Inf's", name + labels);
        require(samples.containsKey(name + "_sum" + labels), "no sum", name + labels);
    }

    private static void require(boolean holds, String what, String line) {
        if (!holds) {
            throw new AssertionError(what + ": " + line);
        }
    }
}
