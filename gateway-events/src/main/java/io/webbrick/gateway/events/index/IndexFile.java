package io.webbrick.gateway.events.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An index that is open for reading. Only what a question needs is read, and nothing of it is believed before its check sum
 * has been compared. One thread; memory: the rows of the wanted sources.
 */
final class IndexFile implements AutoCloseable {
    /** In an entry's flags: the source has other entries too, so rows carry their places. */
    static final int SEVERAL = 1;

    /** In an entry's flags: times never go back. */
    static final int ORDERED = 2;

    private final FileChannel channel;
    private final IndexHead head;

    /** How long it is, from when more than its head is read. */
    private long size;

    private IndexFile(FileChannel channel, IndexHead head) {
        this.channel = channel;
        this.head = head;
    }

    /** Opens an index; null when there is none. */
    static @Nullable IndexFile open(Path file) throws IOException, DamagedIndexException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return null;
        }
        try {
            return new IndexFile(channel, IndexHead.read(bytes(channel, 0, IndexHead.BYTES)));
        } catch (IOException | DamagedIndexException | RuntimeException broken) {
            channel.close();
            throw broken;
        }
    }

    IndexHead head() {
        return head;
    }

    /** Bytes whose number nothing vouches for yet: not more than there are is asked for. */
    private byte[] bytes(long from, int count) throws IOException, DamagedIndexException {
        if (count < 0 || from < 0 || from + count > size) {
            throw new DamagedIndexException("the index ends before byte " + (from + count));
        }
        return bytes(channel, from, count);
    }

    private static byte[] bytes(FileChannel channel, long from, int count) throws IOException, DamagedIndexException {
        var bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new DamagedIndexException("the index ends before byte " + (from + count));
            }
        }
        return bytes.array();
    }

    /**
     * What an index says of these sources, of all when there are none. Everything is checked before it is returned.
     *
     * @param blocks for each source those of its shapes
     * @param losses event, from, to, each in milliseconds
     */
    record Content(List<List<RowBlock>> blocks, List<long[]> losses) {
        void replay(RowSink sink) {
            blocks.forEach(source -> RowBlock.replay(source, sink));
            losses.forEach(loss -> sink.loss(loss[0], loss[1], loss[2]));
        }
    }

    Content read(Set<String> sources) throws IOException, DamagedIndexException {
        size = channel.size();
        byte[] bytes = bytes(head.directory(), head.directoryBytes());
        if (ByteReader.crc(bytes, 0, bytes.length) != head.directoryCrc()) {
            throw new DamagedIndexException("a broken directory");
        }
        try {
            return content(new Directory(new ByteReader(bytes), sources));
        } catch (RuntimeException impossible) {
            throw new DamagedIndexException("an index that contradicts itself: " + impossible);
        }
    }

    private Content content(Directory directory) throws IOException, DamagedIndexException {
        Map<String, List<RowBlock>> blocks = new LinkedHashMap<>();
        int entries = directory.in.count(directory.in.left());
        for (int i = 0; i < entries; i++) {
            ByteReader entry = directory.in.part(directory.in.count(directory.in.left()));
            int source = directory.id(entry);
            if (directory.isWanted(source)) {
                blocks.computeIfAbsent(directory.text(source), name -> new ArrayList<>(1))
                        .add(block(directory, source, entry));
            }
        }
        var losses = new ArrayList<long[]>();
        int count = directory.in.count(directory.in.left());
        for (int i = 0; i < count; i++) {
            losses.add(new long[] {directory.in.signed(), directory.in.signed(), directory.in.signed()});
        }
        return new Content(List.copyOf(blocks.values()), losses);
    }

    private RowBlock block(Directory directory, int source, ByteReader entry)
            throws IOException, DamagedIndexException {
        String type = directory.text(directory.id(entry));
        String unit = directory.textOrNone(entry);
        String name = directory.textOrNone(entry);
        var attrs = new ArrayList<String>();
        int columns = entry.count(entry.left());
        for (int i = 0; i < columns; i++) {
            attrs.add(directory.text(directory.id(entry)));
        }
        int rows = entry.count(head.directory());
        entry.signed();
        entry.varint();
        boolean several = (entry.u8() & SEVERAL) != 0;
        long offset = entry.varint();
        byte[] block = bytes(offset, entry.count(Integer.MAX_VALUE));
        if (ByteReader.crc(block, 0, block.length) != entry.u32()) {
            throw new DamagedIndexException("a broken block of " + directory.text(source));
        }
        return RowBlock.read(
                new Shape(directory.text(source), type, unit, name, attrs), rows, several, new ByteReader(block));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The texts of a directory, made into strings only when they are wanted. */
    private static final class Directory {
        private final ByteReader in;
        private final ByteReader[] texts;
        private final boolean[] wanted;
        private final @Nullable String[] strings;

        Directory(ByteReader in, Set<String> sources) throws DamagedIndexException {
            this.in = in;
            List<byte[]> names = sources.stream()
                    .map(source -> source.getBytes(StandardCharsets.UTF_8))
                    .toList();
            int count = in.count(in.left());
            texts = new ByteReader[count];
            wanted = new boolean[count];
            strings = new @Nullable String[count];
            for (int i = 0; i < count; i++) {
                texts[i] = in.part(in.count(in.left()));
                wanted[i] = names.isEmpty() || isOneOf(names, texts[i]);
            }
        }

        private static boolean isOneOf(List<byte[]> names, ByteReader text) {
            for (byte[] name : names) {
                if (text.isRest(name)) {
                    return true;
                }
            }
            return false;
        }

        int id(ByteReader entry) throws DamagedIndexException {
            return entry.count(texts.length - 1L);
        }

        boolean isWanted(int id) {
            return wanted[id];
        }

        String text(int id) throws DamagedIndexException {
            String known = strings[id];
            if (known == null) {
                known = texts[id].rest();
                strings[id] = known;
            }
            return known;
        }

        @Nullable
        String textOrNone(ByteReader entry) throws DamagedIndexException {
            int id = entry.count(texts.length);
            return id == 0 ? null : text(id - 1);
        }
    }
}
