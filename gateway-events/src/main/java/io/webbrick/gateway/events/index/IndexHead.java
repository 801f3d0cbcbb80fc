package io.webbrick.gateway.events.index;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of an index: what text it was made of, and where its directory is. See docs/format/series.md.
 *
 * @param text what it was made of
 * @param minMillis the earliest moment at which an event happened
 * @param maxMillis the latest one
 * @param events how many events the text holds
 * @param unreadable how many lines of it are none
 * @param last when the last line was journaled; null without lines
 * @param zone of the local times; 0 when there are none
 * @param directory where the directory begins
 * @param directoryBytes how long it is
 * @param directoryCrc its CRC32C
 * @param trailer the last eight bytes of the packed file whose text it is; 0 when that is not packed
 */
record IndexHead(
        TextPrint text,
        long minMillis,
        long maxMillis,
        long events,
        long unreadable,
        @Nullable Instant last,
        int zone,
        int directory,
        int directoryBytes,
        int directoryCrc,
        long trailer) {
    /** How long it is. */
    static final int BYTES = 100;

    private static final int VERSION = 1;
    private static final byte[] MAGIC = "WBSX".getBytes(StandardCharsets.US_ASCII);

    void write(ByteWriter out) {
        int from = out.length();
        for (byte letter : MAGIC) {
            out.u8(letter);
        }
        out.u16(VERSION);
        out.u16(last == null ? 0 : 1);
        out.u64(text.bytes());
        out.u32(text.head());
        out.u32(text.tail());
        out.u32(text.crc());
        out.u32(zone);
        out.u64(minMillis);
        out.u64(maxMillis);
        out.u64(events);
        out.u64(unreadable);
        out.u64(last == null ? 0 : last.getEpochSecond());
        out.u32(last == null ? 0 : last.getNano());
        out.u32(directory);
        out.u32(directoryBytes);
        out.u32(directoryCrc);
        out.u64(trailer);
        out.u32(out.crc(from, out.length()));
    }

    static IndexHead read(byte[] bytes) throws DamagedIndexException {
        if (bytes.length < BYTES || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DamagedIndexException("no index, or a broken one");
        }
        var in = new ByteReader(bytes);
        in.skip(MAGIC.length);
        int version = in.u16();
        if (version != VERSION || ByteReader.crc(bytes, 0, BYTES - 4) != stored(bytes)) {
            throw new DamagedIndexException("version " + version + " or a broken head");
        }
        boolean hasLast = in.u16() == 1;
        long length = in.u64();
        var text = new TextPrint(length, in.u32(), in.u32(), in.u32());
        int zone = in.u32();
        long min = in.u64();
        long max = in.u64();
        long events = in.u64();
        long unreadable = in.u64();
        long second = in.u64();
        int nano = in.u32();
        Instant last = hasLast ? Instant.ofEpochSecond(second, nano) : null;
        return new IndexHead(text, min, max, events, unreadable, last, zone, in.u32(), in.u32(), in.u32(), in.u64());
    }

    /** The same index for the same text, packed into a file with this trailer. */
    static byte[] packed(byte[] index, long trailer) throws DamagedIndexException {
        IndexHead head = read(index);
        var out = new ByteWriter();
        new IndexHead(
                        head.text,
                        head.minMillis,
                        head.maxMillis,
                        head.events,
                        head.unreadable,
                        head.last,
                        head.zone,
                        head.directory,
                        head.directoryBytes,
                        head.directoryCrc,
                        trailer)
                .write(out);
        byte[] copy = index.clone();
        System.arraycopy(out.toBytes(), 0, copy, 0, BYTES);
        return copy;
    }

    private static int stored(byte[] bytes) throws DamagedIndexException {
        var in = new ByteReader(bytes);
        in.skip(BYTES - 4);
        return in.u32();
    }

    /** Whether its times are right for somebody to whom local times mean this zone. */
    boolean fits(ZoneId local) {
        return zone == 0 || zone == zone(local);
    }

    /** A zone as a number that is not 0. */
    static int zone(ZoneId local) {
        var crc = new CRC32C();
        crc.update(local.getId().getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue() | 1;
    }
}
