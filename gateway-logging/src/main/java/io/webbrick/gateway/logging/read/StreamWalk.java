package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import io.webbrick.gateway.logging.store.DamagedSegmentException;
import io.webbrick.gateway.logging.store.History;
import io.webbrick.gateway.logging.store.LineNames;
import io.webbrick.gateway.logging.store.NamedPart;
import io.webbrick.gateway.logging.store.SegmentContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way of a reader through the files of one stream while they are renamed, packed, merged and deleted: what was read is
 * remembered by its generation, not by a name, and the directory is looked at again whenever it does not fit. One thread;
 * one descriptor while a file is open.
 */
final class StreamWalk implements AutoCloseable {
    private static final int TRIES = 100;
    private static final int FEW_TRIES = 20;

    /** Two seconds and more: a writer may lose the processor in the middle of a rotation, when a listing misses a file. */
    private static final int MOST_LOOKS = 2_000;

    private static final int QUICK_LOOKS = 3;
    private static final long TURN_NANOS = 1_000_000;

    private final Path newest;

    /** The history files as they were listed last, oldest first. */
    private List<History.Stamp> listed = List.of();

    /** The same by name; the newest stands last, whether it is there or not. */
    private List<Path> files = List.of();

    /** Whether the names are as young as the listing, so that they tell of each file in it. */
    private boolean covered;

    /** What was read where there are no names. */
    private final ReadStamps stamps = new ReadStamps();

    /** The file that is read, or was read last. */
    private int index = -1;

    private @Nullable LineNames names;
    private @Nullable OpenFile open;

    /** Everything up to this generation was read or is deleted; 0 while nothing had a name. */
    private int done;

    /** Files without names that were read since. */
    private int unnamed;

    /** Lines are deleted between what was read last and what comes next. */
    private boolean missing;

    /** The same because they cannot be read. */
    private boolean unreadable;

    private final Damages damages = new Damages();
    private boolean ended;
    private boolean whole = true;

    private StreamWalk(Path newest) {
        this.newest = newest.toAbsolutePath();
    }

    static StreamWalk oldestFirst(Path newest) throws IOException {
        var walk = new StreamWalk(newest);
        walk.list();
        return walk;
    }

    /** Only the newest files, so many together with the newest itself; all when they change before the first is open. */
    static StreamWalk newest(Path newest, int files) throws IOException {
        StreamWalk walk = oldestFirst(newest);
        walk.index = Math.max(-1, walk.files.size() - files - 1);
        walk.whole = walk.index < 0;
        return walk;
    }

    boolean isWhole() {
        return whole;
    }

    boolean isOpen() {
        return open != null;
    }

    /** The file that is open, or was last. */
    Path file() {
        return index >= 0 && index < listed.size() ? files.get(index) : newest;
    }

    boolean isNewest() {
        return open != null && open.isNewest();
    }

    InputStream in() {
        return Objects.requireNonNull(open).in();
    }

    /** What the line at this offset of the open file is called; null when it has no name. */
    @Nullable
    Position position(long offset) {
        return open == null ? null : open.position(offset);
    }

    /** Whether lines are deleted or damaged just before what comes next. */
    boolean isMissing() {
        return missing || unreadable;
    }

    /** The same, once. */
    boolean takeMissing() {
        boolean was = isMissing();
        missing = false;
        unreadable = false;
        return was;
    }

    /** What was passed over because it is damaged. */
    Damages damages() {
        return damages;
    }

    private void list() throws IOException {
        LineNames known = StreamNames.of(newest);
        names = known;
        listed = History.stamps(newest);
        covered = known != null && known.isUnchanged();
        var all = new ArrayList<Path>(listed.size() + 1);
        listed.forEach(file -> all.add(file.path()));
        all.add(newest);
        files = all;
    }

    /** Opens the next file that has something to read, and goes there; false when there is none. */
    boolean openNext(LineBuffer buffer) throws IOException {
        OpenFile next = next();
        if (next != null) {
            begin(next, buffer);
        }
        return next != null;
    }

    /** Opens the next file that has something to read; null when there is none. */
    @Nullable
    OpenFile next() throws IOException {
        int looks = 0;
        int tries = 0;
        while (!ended) {
            OpenFile next = open(index + 1);
            if (next == null) {
                tries++;
                if (tries > TRIES) {
                    throw new IOException("the files of " + newest + " change faster than they can be read; try again");
                }
                afterMissingFile();
            } else if (tries < TRIES && (isNewerThanNames(next) || isOvertaken(next))) {
                next.close();
                tries++;
                pauseAfter(tries);
                listAgain();
            } else if (looks < MOST_LOOKS && !isInTurn(next) && !(looks > 0 && isSettled())) {
                next.close();
                looks++;
                pauseAfter(looks);
                listAgain();
            } else {
                index++;
                if (next.isNamed() && next.last() <= done && !next.isNewest()) {
                    next.close();
                } else {
                    missing |= isGapBefore(next);
                    open = next;
                    return next;
                }
            }
        }
        return null;
    }

    /** Where the lines of a file begin that were not read yet. */
    long start(OpenFile file) {
        return file.behind(done);
    }

    /** What a history file that is open is called in this listing. */
    History.@Nullable Stamp stamp() {
        return index >= 0 && index < listed.size() ? listed.get(index) : null;
    }

    private void begin(OpenFile next, LineBuffer buffer) throws IOException {
        long start = start(next);
        try {
            next.seek(start);
            buffer.begin(start);
        } catch (DamagedSegmentException damaged) {
            passOver(damaged, buffer);
        }
    }

    /** Goes on behind damage in the open file, or to the next one. */
    void passOver(DamagedSegmentException damaged, LineBuffer buffer) throws IOException {
        damages.add(damaged);
        unreadable = true;
        OpenFile damagedFile = Objects.requireNonNull(open);
        if (damaged.resume() < 0) {
            damagedFile.end();
        } else {
            damagedFile.seek(damaged.resume());
        }
        buffer.begin(Math.max(0, damaged.resume()));
    }

    /** Whether a file may have no names because files became history, were renamed or packed since they were listed. */
    private boolean isNewerThanNames(OpenFile next) throws IOException {
        LineNames known = names;
        return known != null
                && !next.isNamed()
                && !next.isNewest()
                && !(covered && History.isAsListed(listed.get(index + 1)))
                && !(known.isUnchanged() && known.history().equals(files.subList(0, files.size() - 1)));
    }

    /**
     * Whether files were renamed since they were listed where no gap between names would tell: before the first one that has a
     * name, before the newest one, whose name may not be noted yet, and where nothing has one.
     */
    private boolean isOvertaken(OpenFile next) throws IOException {
        if (next.isNewest() || (names != null && done == 0)) {
            return !History.stamps(newest).equals(listed);
        }
        return names == null && !History.isAsListed(listed.get(index + 1));
    }

    /** Whether no rotation came between the listing and the newest look at the names. */
    private boolean isSettled() throws IOException {
        LineNames known = names;
        return known == null || (!known.isTurning() && known.isUnchanged() && isListed(known));
    }

    private boolean isInTurn(OpenFile next) {
        boolean read = next.isNamed() && next.last() <= done && !next.isNewest();
        return !read && (missing || !isGapBefore(next));
    }

    /** Whether lines between what was read last and this file had names once. */
    private boolean isGapBefore(OpenFile next) {
        int first = next.firstBehind(done);
        return names != null && done > 0 && first > done && names.isAnyBetween(done, first);
    }

    private void afterMissingFile() throws IOException {
        if (index + 1 >= files.size() - 1) {
            ended = names == null ? History.stamps(newest).equals(listed) : !names.isTurning() && names.isUnchanged();
            if (!ended) {
                pause();
                listAgain();
            }
        } else {
            listAgain();
        }
    }

    /** Looks where the reader is in the directory by now. */
    private void listAgain() throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            list();
            int read = indexOfRead();
            if (read >= -1) {
                index = read;
                whole |= read < 0;
                return;
            }
        }
        throw new IOException("the files of " + newest + " change faster than they can be listed; try again");
    }

    /** The index of the last file that needs not be read; below -1 when the directory changes at this moment. */
    private int indexOfRead() throws IOException {
        int beforeNewest = files.size() - 2;
        LineNames known = names;
        if (known == null) {
            return stamps.behind(listed);
        }
        if (done == 0) {
            return Math.min(unnamed - 1, beforeNewest);
        }
        try (SegmentContent held = known.find(done)) {
            if (held != null) {
                int at = files.indexOf(held.path());
                boolean more = held.parts().stream().anyMatch(part -> part.last() > done);
                return at < 0 ? -2 : more ? at - 1 : Math.min(at + unnamed, beforeNewest);
            }
        }
        int following = known.nextInHistory(done);
        if (following == 0) {
            return beforeNewest;
        }
        try (SegmentContent next = known.find(following)) {
            int at = next == null ? -1 : files.indexOf(next.path());
            return at < 0 ? -2 : at - 1;
        }
    }

    private @Nullable OpenFile open(int file) throws IOException {
        if (file >= files.size() - 1) {
            return openNewest();
        }
        LineNames known = names;
        try {
            Path path = files.get(file);
            return OpenFile.history(known == null ? SegmentContent.open(path) : known.open(path), known);
        } catch (NoSuchFileException renamed) {
            return null;
        }
    }

    /** The newest file, and the ledger as it was while it was opened; null when there is no file. */
    private @Nullable OpenFile openNewest() throws IOException {
        for (int tries = 0; ; tries++) {
            LineNames known = StreamNames.of(newest);
            NewestFile.Opened opened;
            try {
                opened = NewestFile.opened(newest);
            } catch (NoSuchFileException renamed) {
                return null;
            }
            names = known;
            if (known == null) {
                return OpenFile.newest(opened, List.of(), null);
            }
            boolean sure = !known.isTurning();
            List<NamedPart> parts = sure ? parts(known, opened.end()) : List.of();
            boolean settled = (parts.isEmpty() && isWritten(opened.end())) ? (tries == FEW_TRIES) : sure;
            boolean sameLedger = known.isUnchanged();
            if ((settled && sameLedger) || tries == TRIES) {
                return OpenFile.newest(opened, settled && sameLedger ? parts : List.of(), known);
            }
            opened.in().close();
            pause();
        }
    }

    private boolean isWritten(@Nullable Mark end) {
        return end != null && CommittedEnd.noted(newest, end) > 0;
    }

    /** Whether somebody writes the newest file who is about to note what the ledger does not tell yet. */
    private boolean isUnsure(LineNames known) {
        Mark end = CommittedEnd.of(newest);
        return end != null && isWritten(end) && CommittedEnd.noted(newest, end) != known.generation();
    }

    /** What is committed has names when whoever writes the file keeps this ledger; else what the ledger proves. */
    private List<NamedPart> parts(LineNames known, @Nullable Mark end) throws IOException {
        try {
            if (end == null) {
                long proven = known.provenBytes();
                return proven == 0 ? List.of() : List.of(known.newest(proven));
            }
            boolean same = CommittedEnd.noted(newest, end) == known.generation() && Files.size(newest) >= end.offset();
            return same ? List.of(known.newest(end.offset())) : List.of();
        } catch (NoSuchFileException renamed) {
            return List.of();
        }
    }

    /** Goes to a line that was read before; where it is deleted, to the first one behind it that is left. */
    void seek(Position wanted, LineBuffer buffer) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            list();
            LineNames known = names;
            if (known != null && !known.stream().equals(wanted.stream())) {
                throw new IllegalArgumentException(wanted + " is a position of another stream than " + known.stream());
            }
            if (known == null || !known.epoch().equals(wanted.epoch())) {
                missing = true;
                return;
            }
            if (found(known, wanted, buffer)) {
                return;
            }
            boolean certain = !known.isInNewest(wanted.generation()) || (!known.isTurning() && !isUnsure(known));
            if (certain && known.isUnchanged() && isListed(known)) {
                missing = true;
                done = wanted.generation();
                listAgain();
                return;
            }
            pause();
        }
        throw new IOException("cannot tell which file holds " + wanted + " while a rotation of " + newest
                + " is not finished; try again, or start the gateway on this directory");
    }

    /** Whether the history files still have the names that they were listed by. */
    private boolean isListed(LineNames known) throws IOException {
        return known.history().equals(files.subList(0, files.size() - 1));
    }

    private boolean found(LineNames known, Position wanted, LineBuffer buffer) throws IOException {
        int generation = wanted.generation();
        OpenFile file;
        int at = files.size() - 1;
        if (known.isInNewest(generation)) {
            file = openNewest();
        } else {
            SegmentContent content = known.find(generation);
            file = content == null ? null : OpenFile.history(content, known);
            at = content == null ? at : files.indexOf(content.path());
        }
        if (file == null) {
            return false;
        }
        NamedPart part = file.part(generation);
        if (part == null || at < 0) {
            file.close();
            return false;
        }
        index = at;
        open = file;
        done = generation;
        place(file, part, wanted, buffer);
        return true;
    }

    private void place(OpenFile file, NamedPart part, Position wanted, LineBuffer buffer) throws IOException {
        long begin = part.beginOf(wanted.generation());
        long end = part.behind(wanted.generation());
        long line = part.from() + wanted.offset();
        if (line < begin || line >= end) {
            missing = true;
            line = line < begin ? begin : end;
        }
        try {
            file.seek(Math.max(0, line - 1));
            boolean isLine = line == 0 || file.in().read() == '\n';
            buffer.begin(line);
            if (!isLine) {
                missing = true;
                buffer.readLine(file.in());
            }
        } catch (DamagedSegmentException damaged) {
            passOver(damaged, buffer);
            unreadable = damaged.resume() != line;
        }
    }

    /** The open file is read to its end. */
    void finish() throws IOException {
        OpenFile read = open;
        open = null;
        if (read == null) {
            return;
        }
        if (read.isNewest()) {
            ended = true;
        } else if (read.isNamed()) {
            done = Math.max(done, read.last());
            unnamed = 0;
        } else {
            unnamed++;
            stamps.add(listed.get(index));
        }
        read.close();
    }

    private static void pauseAfter(int looks) {
        if (looks > QUICK_LOOKS) {
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TURN_NANOS);
    }

    @Override
    public void close() throws IOException {
        OpenFile read = open;
        open = null;
        ended = true;
        if (read != null) {
            read.close();
        }
    }
}
