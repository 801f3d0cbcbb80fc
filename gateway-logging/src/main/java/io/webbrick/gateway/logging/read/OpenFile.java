package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.LineNames;
import io.webbrick.gateway.logging.store.NamedPart;
import io.webbrick.gateway.logging.store.SegmentContent;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One file of a stream that a reader has open, and what its lines are called. One thread. */
final class OpenFile implements AutoCloseable {
    private final @Nullable SegmentContent content;
    private final NewestFile.@Nullable Opened newest;
    private final List<NamedPart> parts;
    private final String stream;
    private final String epoch;
    private InputStream in;

    private OpenFile(
            @Nullable SegmentContent content,
            NewestFile.@Nullable Opened newest,
            List<NamedPart> parts,
            @Nullable LineNames names) {
        this.in = newest == null ? InputStream.nullInputStream() : newest.in();
        this.content = content;
        this.newest = newest;
        this.parts = parts;
        this.stream = names == null ? "" : names.stream();
        this.epoch = names == null ? "" : names.epoch();
    }

    /** A history file; nothing of it is read yet. */
    static OpenFile history(SegmentContent content, @Nullable LineNames names) {
        return new OpenFile(content, null, content.parts(), names);
    }

    /** The newest file from its beginning. */
    static OpenFile newest(NewestFile.Opened newest, List<NamedPart> parts, @Nullable LineNames names) {
        return new OpenFile(null, newest, parts, names);
    }

    /** The same file for somebody who reads it in another way, from this byte of its text on. */
    ReadableFile readable(Path path, long begin) {
        return content != null
                ? ReadableFile.history(content, begin)
                : ReadableFile.newest(path, Objects.requireNonNull(newest), begin);
    }

    boolean isNewest() {
        return content == null;
    }

    InputStream in() {
        return in;
    }

    /** Goes to this offset, the newest file once; behind the end there is nothing to read. */
    void seek(long offset) throws IOException {
        try {
            if (content != null) {
                in = content.from(offset);
            } else {
                in.skipNBytes(offset);
            }
        } catch (EOFException shorter) {
            end();
        }
    }

    /** Nothing more of it is read. */
    void end() throws IOException {
        in.close();
        in = InputStream.nullInputStream();
    }

    /** The part that holds lines of this generation; null when none does. */
    @Nullable
    NamedPart part(int generation) {
        for (NamedPart part : parts) {
            if (part.beginOf(generation) >= 0) {
                return part;
            }
        }
        return null;
    }

    /** Of the ledger that names its lines; empty when there is none. */
    String epoch() {
        return epoch;
    }

    boolean isNamed() {
        return last() > 0;
    }

    /** The last generation that it has; 0 when none is known. */
    int last() {
        int last = 0;
        for (NamedPart part : parts) {
            last = Math.max(last, part.last());
        }
        return last;
    }

    /** The first part with lines behind this generation begins with this one; 0 when it is not known. */
    int firstBehind(int generation) {
        for (NamedPart part : parts) {
            if (part.last() > generation) {
                return part.first();
            }
        }
        return 0;
    }

    /** Where the lines begin that come behind this generation. */
    long behind(int generation) {
        long start = 0;
        for (NamedPart part : parts) {
            if (part.first() > 0 && part.first() <= generation) {
                start = part.behind(generation);
            }
        }
        return start;
    }

    /** What the line at this offset is called; null when it has no name. */
    @Nullable
    Position position(long offset) {
        for (NamedPart part : parts) {
            int generation = part.holds(offset) ? part.generationAt(offset) : 0;
            if (generation > 0) {
                return new Position(stream, epoch, generation, offset - part.from());
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
        if (content != null) {
            content.close();
        }
    }
}
