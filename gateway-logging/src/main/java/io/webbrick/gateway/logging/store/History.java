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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The files of one stream besides its newest, found by listing what is there; files with other names are not ours and
 * are never touched. Reads the directory anew at each call. Any thread.
 */
public final class History {
    private History() {}

    /** One history file. */
    record Segment(Path path, SegmentName name, long bytes, long modifiedMillis) {}

    /** The history files of the stream whose newest file is {@code newest}, oldest first. */
    public static List<Path> oldestFirst(Path newest) throws IOException {
        return segments(newest).stream().map(Segment::path).toList();
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
        return withoutDoubles(sorted(files));
    }

    /** Every history file that is there, in no order. */
    static List<Segment> files(Path newest) throws IOException {
        Path directory = Objects.requireNonNull(newest.toAbsolutePath().getParent());
        String base = newest.getFileName().toString();
        var found = new ArrayList<Segment>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Optional<SegmentName> name =
                        SegmentName.parse(base, file.getFileName().toString());
                if (name.isPresent()) {
                    segment(file, name.get()).ifPresent(found::add);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException nothingThere) {
            found.clear();
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return found;
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
                            attributes.lastModifiedTime().toMillis()))
                    : Optional.empty();
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        }
    }

    /**
     * Numbers and periods each have an order of their own; where a configuration has changed from one to the other, the
     * times of the files only say how the two interleave.
     */
    private static List<Segment> sorted(List<Segment> segments) {
        var numbered = new ArrayDeque<Segment>();
        segments.stream()
                .filter(segment -> segment.name().isNumbered())
                .sorted(Comparator.<Segment>comparingInt(
                                segment -> segment.name().number())
                        .reversed()
                        .thenComparingInt(segment -> segment.name().copy())
                        .thenComparing(segment -> segment.name().gzip()))
                .forEach(numbered::add);
        var dated = new ArrayDeque<Segment>();
        segments.stream()
                .filter(segment -> !segment.name().isNumbered())
                .sorted(Comparator.<Segment, String>comparing(segment ->
                                Objects.requireNonNullElse(segment.name().period(), ""))
                        .thenComparingInt(segment -> segment.name().copy())
                        .thenComparing(segment -> segment.name().gzip()))
                .forEach(dated::add);
        var merged = new ArrayList<Segment>(segments.size());
        while (!numbered.isEmpty() && !dated.isEmpty()) {
            boolean datedFirst =
                    dated.element().modifiedMillis() <= numbered.element().modifiedMillis();
            merged.add(datedFirst ? dated.remove() : numbered.remove());
        }
        merged.addAll(numbered);
        merged.addAll(dated);
        return merged;
    }

    /**
     * A file and its finished compressed copy are one segment: the source goes last, so the plain one is whole. A merged
     * file is there at once and whole: what it was made of is left over.
     */
    private static Listing withoutDoubles(List<Segment> sorted) {
        List<SegmentName> merged = sorted.stream()
                .map(Segment::name)
                .filter(name -> name.span() > 1)
                .toList();
        var plain = new HashSet<SegmentName>();
        sorted.stream().map(Segment::name).filter(name -> !name.gzip()).forEach(name -> plain.add(name.compressed()));
        var single = new ArrayList<Segment>(sorted.size());
        var leftovers = new ArrayList<Segment>();
        for (Segment segment : sorted) {
            SegmentName name = segment.name();
            if (merged.stream().anyMatch(whole -> whole.covers(name))) {
                leftovers.add(segment);
            } else if (!name.gzip() || !plain.contains(name)) {
                single.add(segment);
            }
        }
        return new Listing(single, leftovers);
    }
}
