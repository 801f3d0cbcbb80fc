package io.webbrick.gateway.logging.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names under which components of the gateway log, for guessing what a configured name was meant to be: the original's
 * files had ten names that differed from its code by case or one letter, and so never did anything. Any thread.
 */
public final class KnownLoggers {
    private static final KnownLoggers ALL = new KnownLoggers(read());

    private static final int SHORT = 4;

    private final NavigableSet<String> names;
    private final NavigableSet<String> above;

    private KnownLoggers(NavigableSet<String> names) {
        this.names = names;
        this.above = above(names);
    }

    /** The known name that was probably meant; empty when the name itself, or one below it, is known, or none is near. */
    static Optional<String> meant(String name) {
        return ALL.near(name);
    }

    /** The same among other names, such as those that were seen. */
    public static Optional<String> meant(String name, Collection<String> among) {
        return new KnownLoggers(new TreeSet<>(among)).near(name);
    }

    private Optional<String> near(String name) {
        String below = names.ceiling(name + ".");
        boolean known = names.contains(name) || (below != null && below.startsWith(name + "."));
        return known
                ? Optional.empty()
                : Stream.concat(names.stream(), above.stream())
                        .filter(each -> each.equalsIgnoreCase(name) || isNear(each, name))
                        .findFirst();
    }

    /** The loggers above these, but for names so short that many words are near them. */
    private static NavigableSet<String> above(NavigableSet<String> names) {
        var above = new TreeSet<String>();
        for (String name : names) {
            for (int dot = name.lastIndexOf('.'); dot > SHORT; dot = name.lastIndexOf('.', dot - 1)) {
                above.add(name.substring(0, dot));
            }
        }
        return above;
    }

    private static boolean isNear(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        int shorter = Math.min(a.length(), b.length());
        int start = 0;
        while (start < shorter && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        int apart = Math.max(a.length(), b.length()) - start - end;
        return apart == 1 || (apart == 2 && isSwapped(a, b, start));
    }

    private static boolean isSwapped(String a, String b, int at) {
        return a.length() == b.length() && a.charAt(at) == b.charAt(at + 1) && a.charAt(at + 1) == b.charAt(at);
    }

    private static NavigableSet<String> read() {
        InputStream file = KnownLoggers.class.getResourceAsStream("loggers.txt");
        if (file == null) {
            throw new IllegalStateException("loggers.txt is missing from the jar; build it again");
        }
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's loggers.txt cannot be read", e);
        }
    }
}
