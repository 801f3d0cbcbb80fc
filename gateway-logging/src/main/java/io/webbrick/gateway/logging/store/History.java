package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of one stream besides its newest, found by listing what is there; files with other names are not ours and
 * are never touched. Reads the directory anew at each call. Any thread.
 */
public final class History {
    /** How often a directory is listed that changes while its files are looked at. */
    static final int LISTINGS = 20;

    private History() {}

    /**
     * One history file.
     *
     * @param key what the file system calls it, whatever its name; null where it does not say
     */
    record Segment(
            Path path,
            SegmentName name,
            long bytes,
            long modifiedMillis,
            @Nullable Object key) {
        Segment(Path path, SegmentName name, long bytes, long modifiedMillis) {
            this(path, name, bytes, modifiedMillis, null);
        }
    }

    /** The history files of the stream whose newest file is {@code newest}, oldest first. */
    public static List<Path> oldestFirst(Path newest) throws IOException {
        return segments(newest).stream().map(Segment::path).toList();
    }

    /** What a listing tells of a history file: after any rotation, packing or deletion another list of these is there. */
    public record Stamp(
            Path path,
            long bytes,
            long modifiedMillis,
            @Nullable Object key) {}

    /** The history files of a stream, oldest first, with what tells this moment from others. */
    public static List<Stamp> stamps(Path newest) throws IOException {
        return segments(newest).stream()
                .map(segment -> new Stamp(segment.path(), segment.bytes(), segment.modifiedMillis(), segment.key()))
                .toList();
    }

    /** Whether this file still lies where it was listed, as it was. */
    public static boolean isAsListed(Stamp stamp) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(stamp.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.size() == stamp.bytes()
                    && attributes.lastModifiedTime().toMillis() == stamp.modifiedMillis()
                    && Objects.equals(attributes.fileKey(), stamp.key());
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /**
     * @param segments what readers read, oldest first
     * @param leftovers files whose records are in one of these already
     */
    record Listing(List<Segment> segments, List<Segment> leftovers) {}

    static List<Segment> segments(Path newest) throws IOException {
        return listing(newest).segments();
    }

    static Listing listing(Path newest) throws IOException {
        return listing(files(newest));
    }

    /** Of the files that {@link #files} found, what readers read, and what is left over. */
    static Listing listing(List<Segment> files) {
        if (files.size() < 2) {
            return new Listing(List.copyOf(files), List.of());
        }
        var leftovers = new ArrayList<Segment>();
        List<Segment> numbered = row(files, true, leftovers);
        List<Segment> dated = row(files, false, leftovers);
        return new Listing(dated.isEmpty() ? numbered : merged(numbered, dated), leftovers);
    }

    /**
     * Every history file that is there, in no order. A file that is renamed or packed while they are looked at is listed
     * again with the others: it would be missing under both names.
     */
    static List<Segment> files(Path newest) throws IOException {
        Path directory = Objects.requireNonNull(newest.toAbsolutePath().getParent());
        String base = newest.getFileName().toString();
        var found = new ArrayList<Segment>();
        boolean whole = false;
        for (int listing = 0; listing < LISTINGS && !whole; listing++) {
            found.clear();
            whole = list(directory, base, found);
        }
        return found;
    }

    /** False when a file was gone before it could be looked at. */
    private static boolean list(Path directory, String base, List<Segment> found) throws IOException {
        boolean whole = true;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                SegmentName name =
                        SegmentName.parse(base, file.getFileName().toString()).orElse(null);
                if (name != null) {
                    Optional<Segment> segment = segment(file, name);
                    segment.ifPresent(found::add);
                    whole &= segment.isPresent() || Files.exists(file, LinkOption.NOFOLLOW_LINKS);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException nothingThere) {
            found.clear();
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return whole;
    }

    /** This file as a segment; empty when it is gone or no regular file. */
    static Optional<Segment> segment(Path file, SegmentName name) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(new Segment(
                            file,
                            name,
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis(),
                            attributes.fileKey()))
                    : Optional.empty();
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        }
    }

    /**
     * The numbered files or those named for a period, oldest first. A file and its finished compressed copy are one segment:
     * the source goes last, so the plain one is whole. A merged file is there at once and whole: what it was made of is left
     * over.
     */
    private static List<Segment> row(List<Segment> files, boolean numbered, List<Segment> leftovers) {
        var row = new ArrayList<Segment>(files.size());
        var merged = new ArrayList<SegmentName>(0);
        for (Segment file : files) {
            if (file.name().isNumbered() == numbered) {
                row.add(file);
                if (file.name().span() > 1) {
                    merged.add(file.name());
                }
            }
        }
        row.sort(History::byAge);
        var single = new ArrayList<Segment>(row.size());
        SegmentName before = null;
        for (Segment file : row) {
            SegmentName name = file.name();
            if (isCovered(name, merged)) {
                leftovers.add(file);
            } else if (before == null || !name.isCopyOf(before)) {
                single.add(file);
                before = name;
            }
        }
        return single;
    }

    private static boolean isCovered(SegmentName name, List<SegmentName> merged) {
        for (SegmentName whole : merged) {
            if (whole.covers(name)) {
                return true;
            }
        }
        return false;
    }

    /** The order of one row, a plain file before its compressed copy. */
    private static int byAge(Segment one, Segment other) {
        SegmentName a = one.name();
        SegmentName b = other.name();
        int order = Integer.compare(b.number(), a.number());
        if (order == 0 && a.period() != null && b.period() != null) {
            order = a.period().compareTo(b.period());
        }
        if (order == 0) {
            order = Integer.compare(a.copy(), b.copy());
        }
        return order == 0 ? Boolean.compare(a.gzip(), b.gzip()) : order;
    }

    /**
     * Numbers and periods each have an order of their own; where a configuration has changed from one to the other, the
     * times of the files only say how the two interleave.
     */
    private static List<Segment> merged(List<Segment> numbered, List<Segment> dated) {
        var merged = new ArrayList<Segment>(numbered.size() + dated.size());
        int next = 0;
        for (Segment segment : numbered) {
            while (next < dated.size() && dated.get(next).modifiedMillis() <= segment.modifiedMillis()) {
                merged.add(dated.get(next++));
            }
            merged.add(segment);
        }
        merged.addAll(dated.subList(next, dated.size()));
        return merged;
    }
}
