package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.RecordFields;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which records somebody wants to see, the same words everywhere. A record whose level cannot be told counts as INFO; one whose
 * logger cannot be told is below no logger, one whose time cannot be told in no range. One thread at a time.
 */
final class RecordFilter {
    private static final Set<String> SINGLE = Set.of("level", "regex");
    private static final Set<String> REPEATABLE = Set.of("q", "not", "logger", "hide");

    private final int level;
    private final Texts texts;
    private final Texts.CutOff cutOff;
    private final List<String> shown;
    private final List<String> hidden;
    private final @Nullable Instant from;
    private final @Nullable Instant to;

    private RecordFilter(
            int level,
            Texts texts,
            Texts.CutOff cutOff,
            List<String> shown,
            List<String> hidden,
            Parameters.Span span) {
        this.level = level;
        this.texts = texts;
        this.cutOff = cutOff;
        this.shown = shown;
        this.hidden = hidden;
        this.from = span.from();
        this.to = span.to();
    }

    /** The names that may stand once, besides these. */
    static Set<String> singleAnd(String... more) {
        var all = new TreeSet<>(SINGLE);
        all.addAll(List.of(more));
        return all;
    }

    /** The names that may stand many times, besides these. */
    static Set<String> repeatableAnd(String... more) {
        var all = new TreeSet<>(REPEATABLE);
        all.addAll(List.of(more));
        return all;
    }

    /** What the parameters say. */
    static RecordFilter of(Parameters parameters) throws Refusal {
        String wanted = parameters.text("level");
        int level = 0;
        if (wanted != null) {
            level = Level.named(wanted)
                    .map(Level::number)
                    .orElseThrow(() -> Refusal.parameter("level", wanted, "one of " + Level.NAMES));
        }
        var cutOff = new Texts.CutOff();
        return new RecordFilter(
                level,
                Texts.of(parameters, cutOff),
                cutOff,
                names(parameters.all("logger")),
                names(parameters.all("hide")),
                parameters.span());
    }

    private static List<String> names(List<String> loggers) {
        return loggers.stream()
                .map(name -> name.equals("(root)") || name.equals("root") ? "" : name)
                .toList();
    }

    /** Whether a record is one of those. */
    boolean takes(String text, RecordFields fields) {
        return levelOf(fields).number() >= level && isInTime(fields.time()) && isShown(fields) && texts.take(text);
    }

    /** Whether its text is as wanted, whatever the rest. */
    boolean takesText(String text) {
        return texts.take(text);
    }

    /** Whether only records of some time are wanted. */
    boolean isInRange() {
        return from != null || to != null;
    }

    /** The level that a record counts as. */
    static Level levelOf(RecordFields fields) {
        Level level = fields.level();
        return level == null ? Level.INFO : level;
    }

    private boolean isInTime(@Nullable Instant time) {
        if (from == null && to == null) {
            return true;
        }
        return time != null && (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }

    private boolean isShown(RecordFields fields) {
        String logger = fields.logger();
        return (shown.isEmpty() || isBelow(logger, shown)) && !isBelow(logger, hidden);
    }

    private static boolean isBelow(@Nullable String logger, List<String> names) {
        if (logger == null) {
            return false;
        }
        for (String name : names) {
            boolean begins = name.isEmpty() || logger.startsWith(name);
            if (begins && (name.isEmpty() || logger.length() == name.length() || logger.charAt(name.length()) == '.')) {
                return true;
            }
        }
        return false;
    }

    /** Where the time begins that is wanted; null when it is open. */
    @Nullable
    Instant from() {
        return from;
    }

    /** Where it ends, itself excluded; null when it is open. */
    @Nullable
    Instant to() {
        return to;
    }

    /** How many records an expression was given up for. */
    long cutOff() {
        return cutOff.count();
    }
}
