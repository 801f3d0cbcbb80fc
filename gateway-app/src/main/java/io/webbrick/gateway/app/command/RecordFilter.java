package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.Query;
import io.webbrick.gateway.logging.record.Level;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which records {@code tail} shows. In files of this machine the level is the first level name near the beginning of a line, as
 * every shipped format writes it; a gateway elsewhere reads it by the format of its stream.
 */
record RecordFilter(
        @Nullable Level least,
        @Nullable Pattern grep,
        @Nullable Pattern not) implements Predicate<String> {
    private static final int NEAR = 160;
    private static final String EXACT_CASE = "(?-i)";
    private static final Pattern LEVEL = Pattern.compile("\\b(TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)\\b");

    @Override
    public boolean test(String record) {
        return (least == null || levelOf(record).number() >= least.number())
                && (grep == null || grep.matcher(record).find())
                && (not == null || !not.matcher(record).find());
    }

    /** Adds it to a question to a gateway, which would find the expressions in any case. */
    Query addTo(Query query) {
        return query.with("level", least)
                .with("regex", (grep == null && not == null) ? null : true)
                .with("q", grep == null ? null : EXACT_CASE + grep.pattern())
                .with("not", not == null ? null : EXACT_CASE + not.pattern());
    }

    private static Level levelOf(String record) {
        Matcher name = LEVEL.matcher(record).region(0, Math.min(NEAR, record.length()));
        return name.find() ? Level.named(name.group(1)).orElse(Level.INFO) : Level.INFO;
    }
}
