package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.index.Attributes;
import io.webbrick.gateway.events.series.Series.Point;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last readings of one source before the range: of each attribute the latest one in the newest file that has any. One
 * thread.
 */
final class LookBack {
    private final Map<String, Note> notes = new LinkedHashMap<>();

    /**
     * A reading.
     *
     * @param file which file it stands in; larger numbers are newer
     * @param isFault whether the sensor was faulty: nothing is known then
     */
    private record Note(int file, long millis, double value, boolean isFault) {
        /** Of two at one moment the later one counts; a fault counts in any order, as it comes from another source. */
        boolean beats(Note known) {
            if (file != known.file() || millis != known.millis()) {
                return file == known.file() ? millis > known.millis() : file > known.file();
            }
            return isFault || !known.isFault();
        }
    }

    void read(int file, long millis, String attr, double value, boolean isFault) {
        var note = new Note(file, millis, value, isFault);
        Note known = notes.get(attr);
        if (known == null || note.beats(known)) {
            notes.put(attr, note);
        }
    }

    /** Whether a reading in this file could be the one: of this attribute, or of any when it is null. */
    boolean wantsOlder(int file, @Nullable String attr) {
        if (attr == null) {
            return notes.values().stream().noneMatch(note -> note.file() > file);
        }
        Note known = notes.get(attr);
        return known == null || known.file() < file;
    }

    @Nullable
    Point last(String attr) {
        Note known = notes.get(attr);
        return known == null || known.isFault() ? null : Point.of(known.millis(), known.value());
    }

    /** The attribute that somebody would choose by these; null when there is none. */
    @Nullable
    String best() {
        int newest = notes.values().stream().mapToInt(Note::file).max().orElse(0);
        String best = null;
        for (Map.Entry<String, Note> note : notes.entrySet()) {
            boolean isBetter = best == null || Attributes.rank(note.getKey()) < Attributes.rank(best);
            best = note.getValue().file() == newest && isBetter ? note.getKey() : best;
        }
        return best;
    }
}
