package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.DamagedSegmentException;
import io.webbrick.gateway.logging.store.SegmentContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of several files one after the other, oldest first, gzipped ones included. A last line without its
 * line feed in the last file is not a record yet and is not returned, nor is what its writer has not committed; in an older
 * file it is damage and is returned as it is. A file that retention deleted meanwhile is passed over; so is what is damaged in a packed one, which is counted and
 * named. Memory: one buffer and the longest line. One thread.
 */
public final class LineReader implements AutoCloseable {
    private final List<Path> files;
    private final @Nullable ReadableFile opened;
    private final LineBuffer buffer = new LineBuffer();
    private int index = -1;
    private long lineNumber;
    private final Damages damages = new Damages();
    private @Nullable InputStream in;

    /** The packed file that is read; null while another one is, or one that was open before. */
    private @Nullable SegmentContent content;

    private LineReader(List<Path> files, @Nullable ReadableFile opened) {
        this.files = files;
        this.opened = opened;
    }

    /** Reads these files in this order. */
    public static LineReader of(List<Path> files) {
        return new LineReader(List.copyOf(files), null);
    }

    /** Reads what is left of this file, which is open already and stays so, whatever its name means by now. */
    public static LineReader ofOpen(ReadableFile file) {
        return new LineReader(List.of(file.path()), file);
    }

    /** The next line without its end (CR LF counts as one end); null after the last. Broken UTF-8 becomes U+FFFD. */
    public @Nullable String next() throws IOException {
        while (true) {
            InputStream open = in == null ? openNext() : in;
            if (open == null) {
                return null;
            }
            if (readLine(open)) {
                lineNumber++;
                return buffer.text();
            }
            closeCurrent();
            if (buffer.isHalfLine() && !isGrowing()) {
                lineNumber++;
                return buffer.text();
            }
        }
    }

    private boolean readLine(InputStream open) throws IOException {
        InputStream from = open;
        while (true) {
            try {
                return buffer.readLine(from);
            } catch (DamagedSegmentException damaged) {
                damages.add(damaged);
                from = behind(damaged.resume());
                in = from;
            }
        }
    }

    /** What follows damage in the same file; the line that it begins in is not shown. */
    private InputStream behind(long resume) throws IOException {
        buffer.begin(Math.max(0, resume));
        if (resume >= 0 && opened != null) {
            return opened.text(resume);
        }
        SegmentContent held = content;
        return held == null || resume < 0 ? InputStream.nullInputStream() : held.from(resume);
    }

    /** How many damaged places were passed over so far. */
    public long damages() {
        return damages.count();
    }

    /** The first ten of them: which file, what is wrong, what was passed over. */
    public List<String> firstDamages() {
        return damages.first();
    }

    /** The file of the line that {@link #next()} returned last. */
    public Path file() {
        return files.get(Math.max(0, Math.min(index, files.size() - 1)));
    }

    /** The number of that line in its file, from 1. */
    public long lineNumber() {
        return lineNumber;
    }

    private @Nullable InputStream openNext() throws IOException {
        while (index + 1 < files.size()) {
            index++;
            lineNumber = 0;
            buffer.begin(0);
            in = opened == null ? openUnlessDeleted(files.get(index)) : textOf(opened);
            if (in != null) {
                return in;
            }
        }
        return null;
    }

    private boolean isGrowing() {
        return opened == null ? index == files.size() - 1 : opened.isNewest();
    }

    private @Nullable InputStream textOf(ReadableFile file) throws IOException {
        try {
            return file.text(file.begin());
        } catch (DamagedSegmentException damaged) {
            damages.add(damaged);
            return damaged.resume() < 0 ? null : file.text(damaged.resume());
        }
    }

    private @Nullable InputStream openUnlessDeleted(Path file) throws IOException {
        try {
            if (SegmentContent.isPacked(file)) {
                return openPacked(file);
            }
            return index == files.size() - 1 ? NewestFile.open(file) : Files.newInputStream(file);
        } catch (NoSuchFileException deletedMeanwhile) {
            return null;
        }
    }

    private @Nullable InputStream openPacked(Path file) throws IOException {
        SegmentContent packed = SegmentContent.ofUser(file);
        try {
            InputStream text = packed.from(0);
            content = packed;
            return text;
        } catch (DamagedSegmentException damaged) {
            packed.close();
            damages.add(damaged);
            return null;
        } catch (IOException | RuntimeException failed) {
            packed.close();
            throw failed;
        }
    }

    private void closeCurrent() throws IOException {
        InputStream open = in;
        SegmentContent held = content;
        in = null;
        content = null;
        if (open != null) {
            open.close();
        }
        if (held != null) {
            held.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeCurrent();
        index = files.size();
    }
}
