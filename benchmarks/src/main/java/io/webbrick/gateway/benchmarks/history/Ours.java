package io.webbrick.gateway.benchmarks.history;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.index.LiveIndex;
import io.webbrick.gateway.events.series.Series;
import io.webbrick.gateway.events.series.SeriesQuery;
import io.webbrick.gateway.events.series.SeriesReader;
import io.webbrick.gateway.logging.DerivedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Our own history: builds its index, answers from it, or from the text alone. A process for each. */
public final class Ours {
    private static final Pattern OTHER = Pattern.compile(",webbrick/30/DO/1,.*\"on\"");

    private Ours() {}

    /** {@code index|ask|cold|other DIRECTORY}. */
    public static void main(String[] arguments) throws Exception {
        long main = System.nanoTime();
        Path newest = Path.of(arguments[1]).resolve("EventLog.log");
        switch (arguments[0]) {
            case "index" -> index(newest, Path.of(arguments[1]));
            case "cold" -> {
                ask(newest, null);
                Repeats.figure("cold", (System.nanoTime() - main) / 1e6);
            }
            case "other" -> Repeats.print("other", () -> other(newest));
            default -> {
                Repeats.print("ask", () -> ask(newest, null));
                Repeats.print("day", () -> ask(newest, Duration.ofDays(1)));
            }
        }
    }

    private static void index(Path newest, Path directory) throws IOException {
        long begin = System.nanoTime();
        try (LiveIndex index =
                LiveIndex.restless(newest, ZoneOffset.UTC, DerivedFiles.of(directory), (what, failed) -> {
                    throw new IllegalStateException(what, failed);
                })) {
            index.catchUp();
        }
        Repeats.figure("build.seconds", (System.nanoTime() - begin) / 1e9);
    }

    private static String ask(Path newest, @Nullable Duration last) throws IOException {
        Instant end = Events.START.plus(Duration.ofDays(Events.DAYS));
        Instant from = last == null ? Events.START : end.minus(last);
        Series series = new SeriesReader(EventHistory.of(newest, ZoneOffset.UTC))
                .read(new SeriesQuery(List.of(Events.ASKED), "val", from, end, Question.POINTS))
                .get(0);
        long count = series.points().stream().mapToLong(Series.Point::n).sum();
        double sum = series.points().stream()
                .mapToDouble(point -> point.mean() * point.n())
                .sum();
        return count + " values, mean " + Math.round(sum / Math.max(1, count) * 1e6) / 1e6;
    }

    /** What no index covers: how many events of a node mention a state that is on. */
    private static String other(Path newest) throws IOException {
        var found = new AtomicLong();
        EventHistory.of(newest, ZoneOffset.UTC).search(EventQuery.ALL, OTHER, event -> {
            boolean isAsked = event.event().source().equals("webbrick/30/DO/1");
            found.addAndGet(isAsked && String.valueOf(event.event().payload()).contains("state=on") ? 1 : 0);
            return true;
        });
        return found + " lines";
    }
}
