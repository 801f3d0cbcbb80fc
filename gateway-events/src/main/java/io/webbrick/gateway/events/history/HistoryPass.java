package io.webbrick.gateway.events.history;

import io.webbrick.gateway.events.index.FileSummary;
import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.LineException;
import io.webbrick.gateway.events.line.LocalTimes;
import io.webbrick.gateway.logging.read.LineFinder;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.ReadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One read through a history while it goes on, and what it met so far. One thread. */
final class HistoryPass {
    private static final int REPORTED = 10;

    /** How long the day of a time stamp is. */
    private static final int STAMP_DAY = 10;

    private final EventQuery query;
    private final @Nullable Instant journaledFrom;
    private final Predicate<JournaledEvent> each;
    private final LocalTimes times;
    private final @Nullable LineSearch search;
    private final List<String> firstUnreadable = new ArrayList<>();
    private @Nullable Pattern grep;
    private long events;
    private long unreadable;

    HistoryPass(EventQuery query, @Nullable Instant journaledFrom, Predicate<JournaledEvent> each, LocalTimes times) {
        this.query = query;
        this.journaledFrom = journaledFrom;
        this.each = each;
        this.times = times;
        this.search = LineSearch.of(query.sources());
    }

    /**
     * Reads one file, or as much of it as the question needs, until nobody wants more: then false. What its index says of it
     * spares a file whose events all happened at another time, and the lines of other sources.
     *
     * @throws FileSystemException when a file cannot be opened
     */
    boolean read(ReadableFile file) throws IOException {
        FileSummary summary = file.begin() > 0 ? null : FileSummary.of(file, times.zone());
        if (summary == null) {
            return readAll(file);
        }
        boolean goOn = true;
        if (summary.mayHold(query.from(), query.to()) && summary.mayHoldJournaled(journaledFrom)) {
            if (search == null) {
                return readAll(file);
            }
            goOn = search(file, search);
        }
        unreadable += summary.unreadable();
        if (summary.unreadable() > 0 && firstUnreadable.size() < REPORTED) {
            firstUnreadable.add(file.path() + ": " + summary.unreadable() + " lines are no event, by its index");
        }
        if (summary.last() != null) {
            times.passed(summary.last());
        }
        return goOn;
    }

    private boolean search(ReadableFile file, LineSearch lines) throws IOException {
        boolean goOn = true;
        for (long from = 0; from >= 0 && goOn; ) {
            try (InputStream text = file.text(from)) {
                goOn = lines.read(text, this::found);
                from = -1;
            } catch (FileSystemException cannotOpen) {
                throw cannotOpen;
            } catch (IOException damaged) {
                unreadable(String.valueOf(damaged.getMessage()));
                from = ReadableFile.behind(damaged);
            }
        }
        return goOn;
    }

    /**
     * Hands on the events of one file in whose lines the finder's expression is found, until nobody wants more: then false. Where
     * times are local, each line is read, as they go by the lines before.
     */
    boolean search(ReadableFile file, LineFinder finder, Pattern pattern) throws IOException {
        FileSummary summary = file.begin() > 0 ? null : FileSummary.of(file, times.zone());
        if (summary != null && !summary.mayHold(query.from(), query.to())) {
            return true;
        }
        grep = pattern;
        if (summary == null && beginsWithLocalTime(file)) {
            return readAll(file);
        }
        boolean goOn = true;
        for (long from = file.begin(); from >= 0 && goOn; ) {
            try {
                goOn = finder.find(file, from, line -> take(line, file));
                from = -1;
            } catch (FileSystemException cannotOpen) {
                throw cannotOpen;
            } catch (IOException damaged) {
                unreadable(String.valueOf(damaged.getMessage()));
                from = ReadableFile.behind(damaged);
            }
        }
        return goOn;
    }

    private boolean take(String line, ReadableFile file) {
        try {
            return line.isBlank() || give(EventLine.parse(line, times));
        } catch (LineException none) {
            unreadable(file.path() + ": " + none.getMessage());
            return true;
        }
    }

    /** The original's time stamps have a blank where ours have a T; what cannot be told counts as such. */
    private static boolean beginsWithLocalTime(ReadableFile file) throws IOException {
        if (!file.isSeekable() || file.isPacked()) {
            return true;
        }
        byte[] first = file.disk(0, STAMP_DAY + 1);
        return first.length <= STAMP_DAY || first[STAMP_DAY] != 'T';
    }

    private boolean found(String line) {
        try {
            return give(EventLine.parse(line, times));
        } catch (LineException countedByTheIndex) {
            return true;
        }
    }

    private boolean readAll(ReadableFile file) throws IOException {
        try (LineReader lines = LineReader.ofOpen(file)) {
            try {
                for (String line = next(lines); line != null; line = next(lines)) {
                    JournaledEvent event = parse(line, lines);
                    if (event != null && !give(event)) {
                        return false;
                    }
                }
            } catch (FileSystemException cannotOpen) {
                throw cannotOpen;
            } catch (IOException damaged) {
                unreadable("" + lines.file(), lines.lineNumber(), "the rest cannot be read: " + damaged.getMessage());
            }
            return true;
        }
    }

    private boolean give(JournaledEvent event) {
        if (!query.matches(event)) {
            return true;
        }
        events++;
        return each.test(event);
    }

    /** The next line; what is damaged before it counts as unreadable. */
    private @Nullable String next(LineReader lines) throws IOException {
        long before = lines.damages();
        String line = lines.next();
        for (long damage = before; damage < lines.damages(); damage++) {
            List<String> first = lines.firstDamages();
            unreadable(damage < first.size() ? first.get((int) damage) : lines.file() + " is damaged");
        }
        return line;
    }

    /** The event of a line; null for an empty line, and for one that is none, which is counted. */
    private @Nullable JournaledEvent parse(String line, LineReader place) {
        if (line.isBlank()) {
            return null;
        }
        Pattern wanted = grep;
        boolean isWanted = wanted == null || wanted.matcher(line).find();
        try {
            JournaledEvent event = EventLine.parse(line, times);
            return isWanted ? event : null;
        } catch (LineException e) {
            if (!isWanted) {
                return null;
            }
            unreadable("" + place.file(), place.lineNumber(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void unreadable(String file, long line, String reason) {
        unreadable(file + ":" + line + ": " + reason);
    }

    private void unreadable(String what) {
        unreadable++;
        if (firstUnreadable.size() < REPORTED) {
            firstUnreadable.add(what);
        }
    }

    EventHistory.Tally tally() {
        return new EventHistory.Tally(events, unreadable, firstUnreadable);
    }
}
