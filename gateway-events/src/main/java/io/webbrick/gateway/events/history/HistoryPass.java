package io.webbrick.gateway.events.history;

import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.LineException;
import io.webbrick.gateway.events.line.LocalTimes;
import io.webbrick.gateway.logging.read.LineReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One read through a history while it goes on, and what it met so far. One thread. */
final class HistoryPass {
    private static final int REPORTED = 10;
    private static final int MOST_FAILURES = 1_000;

    private final EventQuery query;
    private final Predicate<JournaledEvent> each;
    private final LocalTimes times;
    private final List<String> firstUnreadable = new ArrayList<>();
    private long events;
    private long unreadable;

    HistoryPass(EventQuery query, Predicate<JournaledEvent> each, LocalTimes times) {
        this.query = query;
        this.each = each;
        this.times = times;
    }

    /**
     * Reads these files until they end or nobody wants more; the index of a file that broke off, negative when none did.
     *
     * @throws FileSystemException when a file cannot be opened
     */
    int read(List<Path> files) throws IOException {
        try (LineReader lines = LineReader.of(files)) {
            try {
                readLines(lines);
                return -1;
            } catch (FileSystemException cannotOpen) {
                throw cannotOpen;
            } catch (IOException damaged) {
                unreadable("" + lines.file(), lines.lineNumber(), "the rest cannot be read: " + damaged.getMessage());
                return files.indexOf(lines.file());
            }
        }
    }

    /**
     * Reads a stream until it ends or nobody wants more.
     *
     * @throws IOException when a file cannot be opened, or very many cannot be read
     */
    void readStream(Path newest) throws IOException {
        try (LineReader lines = LineReader.ofStream(newest)) {
            for (int failures = 0; ; failures++) {
                try {
                    readLines(lines);
                    return;
                } catch (FileSystemException cannotOpen) {
                    throw cannotOpen;
                } catch (IOException failed) {
                    if (failures == MOST_FAILURES) {
                        throw failed;
                    }
                    unreadable(
                            "" + lines.file(), lines.lineNumber(), "the rest cannot be read: " + failed.getMessage());
                }
            }
        }
    }

    private void readLines(LineReader lines) throws IOException {
        for (String line = next(lines); line != null; line = next(lines)) {
            JournaledEvent event = parse(line, lines);
            if (event != null && query.matches(event)) {
                events++;
                if (!each.test(event)) {
                    return;
                }
            }
        }
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
        try {
            return EventLine.parse(line, times);
        } catch (LineException e) {
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
