package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The history of one stream as one listing found it, kept true through the renames and deletions of a rotation, so that
 * a rotation reads its directory once. Used under the lock of that history.
 */
final class HistorySnapshot {
    private static final long MOST_COPIES = 100_000;

    private final Path newest;

    /** Everything found, the compressed copies that stand beside their source included; in no order. */
    private final List<History.Segment> files;

    private HistorySnapshot(Path newest, List<History.Segment> files) {
        this.newest = newest;
        this.files = files;
    }

    /** Lists what is there now. */
    static HistorySnapshot of(Path newest) throws IOException {
        return new HistorySnapshot(newest, History.files(newest));
    }

    /** The first name for a period that no file has, packed or not. */
    static SegmentName freeName(Path newest, String period) throws IOException {
        String base = newest.getFileName().toString();
        for (int copy = 0; copy < MOST_COPIES; copy++) {
            SegmentName name = SegmentName.dated(base, period, copy);
            if (Files.notExists(newest.resolveSibling(name.fileName()), LinkOption.NOFOLLOW_LINKS)
                    && Files.notExists(
                            newest.resolveSibling(name.compressed().fileName()), LinkOption.NOFOLLOW_LINKS)) {
                return name;
            }
        }
        throw new IOException("no free name for " + period + " beside " + newest);
    }

    /** What readers read, and what is left over. */
    History.Listing listing() {
        return History.listing(files);
    }

    /** Renames the newest file; never overwrites another one, which an atomic move alone would. */
    void takeIn(Path target, SegmentName name) throws IOException {
        refuseTaken(target);
        rename(newest, target);
        History.segment(target, name).ifPresent(files::add);
    }

    /**
     * Moves numbered segments one place up, oldest first, so that none is ever overwritten. Those above a free place
     * stay: a segment that cannot be moved must not drive the others ever further up. The last one moves into the archive,
     * so a rotation never costs more than {@value SegmentName#ARCHIVE} renames.
     *
     * @param renamed is told of each: its name before, its name now
     */
    void shift(BiConsumer<SegmentName, SegmentName> renamed) throws IOException {
        List<History.Segment> all = listing().segments();
        List<History.Segment> numbered = all.stream()
                .filter(segment ->
                        segment.name().isNumbered() && !segment.name().isArchived())
                .sorted(Comparator.comparingInt(segment -> segment.name().number()))
                .toList();
        int free = 1;
        for (History.Segment segment : numbered) {
            free += segment.name().number() == free ? 1 : 0;
        }
        int archived =
                all.stream().mapToInt(segment -> segment.name().copy()).max().orElse(0);
        boolean first = true;
        for (int index = numbered.size() - 1; index >= 0; index--) {
            SegmentName name = numbered.get(index).name();
            if (name.number() < free) {
                boolean last = name.number() + 1 == SegmentName.ARCHIVE;
                SegmentName up = last ? name.archived(archived + 1) : name.shifted(1);
                if (first) {
                    refuseTaken(sibling(up));
                    first = false;
                }
                moveUp(numbered.get(index), up);
                renamed.accept(name, up);
            }
        }
    }

    /** Its place is free: the one that had it has moved before, or it was looked at. */
    private void moveUp(History.Segment segment, SegmentName up) throws IOException {
        deleteCopy(segment);
        Path target = sibling(up);
        rename(segment.path(), target);
        files.remove(segment);
        files.add(new History.Segment(target, up, segment.bytes(), segment.modifiedMillis()));
    }

    /** Deletes the compressed copy of a plain segment, which is there when the plain one could not be deleted then. */
    private void deleteCopy(History.Segment segment) throws IOException {
        if (!segment.name().gzip()) {
            SegmentName copy = segment.name().compressed();
            for (int index = 0; index < files.size(); index++) {
                if (files.get(index).name().equals(copy)) {
                    Files.deleteIfExists(files.get(index).path());
                    files.remove(index);
                    return;
                }
            }
        }
    }

    /** Deletes a segment and the compressed copy that may stand beside it, the segment last. */
    void delete(History.Segment segment) throws IOException {
        deleteCopy(segment);
        Files.deleteIfExists(segment.path());
        files.remove(segment);
    }

    private static void refuseTaken(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    private static void rename(Path source, Path target) throws IOException {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path sibling(SegmentName name) {
        return newest.resolveSibling(name.fileName());
    }
}
