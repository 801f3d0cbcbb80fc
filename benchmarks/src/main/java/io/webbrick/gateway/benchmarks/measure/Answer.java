package io.webbrick.gateway.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a measured process tells the one that started it: lines {@code @ name value value ...} among whatever the library
 * prints.
 */
public record Answer(Map<String, List<Double>> values) {
    private static final String MARK = "@ ";

    public Answer {
        values = Map.copyOf(values);
    }

    /** Reads the lines that a process printed. */
    public static Answer parse(List<String> lines) {
        var found = new LinkedHashMap<String, List<Double>>();
        for (String line : lines) {
            if (!line.startsWith(MARK)) {
                continue;
            }
            List<String> words = List.of(line.substring(MARK.length()).strip().split(" +"));
            var numbers = new ArrayList<Double>();
            for (String word : words.subList(1, words.size())) {
                numbers.add(Double.valueOf(word));
            }
            found.put(words.get(0), List.copyOf(numbers));
        }
        return new Answer(found);
    }

    /** The values of this name; empty when the process did not tell it. */
    public List<Double> of(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** One line of it: a count. */
    static void print(String name, long number) {
        print(name, (double) number);
    }

    /** One line of it. */
    static void print(String name, double... numbers) {
        var line = new StringBuilder(MARK).append(name);
        for (double number : numbers) {
            line.append(' ').append(String.format(Locale.ROOT, "%.3f", number));
        }
        System.out.println(line);
        System.out.flush();
    }
}
