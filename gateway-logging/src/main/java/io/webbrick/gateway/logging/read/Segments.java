package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import io.webbrick.gateway.logging.store.History;
import io.webbrick.gateway.logging.store.SegmentContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of one stream in order of age. */
public final class Segments {
    private static final int OFFSET_BITS = 40;

    private Segments() {}

    /**
     * The files of the stream whose newest file is {@code newest}, oldest first: {@code .log.N} and {@code .log.DATE}
     * names, plain or {@code .gz}, then the newest itself. Missing directories give an empty list.
     */
    public static List<Path> oldestFirst(Path newest) throws IOException {
        var files = new ArrayList<>(History.oldestFirst(newest));
        if (Files.isRegularFile(newest) || Unwritten.isAnyFor(newest)) {
            files.add(newest);
        }
        return files;
    }

    /**
     * A history file as a listing shows it.
     *
     * @param modifiedMillis when it was written last
     * @param key what the file system calls it, whatever its name; null where it does not say
     */
    public record Listed(
            Path path,
            long bytes,
            long modifiedMillis,
            @Nullable Object key) {}

    /**
     * The history files of the stream whose newest file is {@code newest}, oldest first: another list after any rotation, packing,
     * merging or deletion.
     */
    public static List<Listed> history(Path newest) throws IOException {
        return History.stamps(newest).stream()
                .map(file -> new Listed(file.path(), file.bytes(), file.modifiedMillis(), file.key()))
                .toList();
    }

    /**
     * Lets all readers of this process show these lines at the end of a newest file: records of a process that died, which are
     * in no file yet. They are shown until a next process writes them there.
     *
     * @param offset where the first of them belongs, in this generation of the file
     */
    public static void showUnwritten(Path newest, long generation, long offset, String lines) {
        Unwritten.show(newest, generation, offset, lines);
    }

    /**
     * A number that changes whenever lines were committed to this newest file or it became history; -1 when nobody says, so
     * that somebody who follows it need not look as long as it stays.
     */
    public static long change(Path newest) {
        Mark end = CommittedEnd.of(newest);
        return end == null ? -1 : (end.generation() << OFFSET_BITS) + end.offset();
    }

    /** How many bytes of one of these files readers see: those of a newest file only as far as it is committed. */
    public static long bytes(Path file) throws IOException {
        long size = Files.size(file);
        Mark end = CommittedEnd.of(file);
        return end == null ? size : Math.min(size, end.offset());
    }

    /** Whether a file of this name is packed. */
    public static boolean isPacked(Path file) {
        return SegmentContent.isPacked(file);
    }

    /** How much of its text a packed file takes; 1 when it is plain, gone, or must be inflated to tell. Costs two small reads. */
    public static double packedShare(Path file) throws IOException {
        if (!isPacked(file)) {
            return 1;
        }
        try (SegmentContent content = SegmentContent.open(file)) {
            return content.packedShare();
        } catch (NoSuchFileException renamedMeanwhile) {
            return 1;
        }
    }
}
