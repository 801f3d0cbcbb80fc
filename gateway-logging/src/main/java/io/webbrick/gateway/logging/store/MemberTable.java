package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of a packed file lie and how much text each holds, so that a reader begins in the middle. Stands at the
 * end of the file in an empty member, which every gzip program passes by; before the members of one table another table may
 * end. Proves itself by a CRC32C. Immutable; byte boxes in docs/format/segments.md.
 */
final class MemberTable {
    /** So much text a member holds at most. */
    static final int TEXT_BYTES = 262_144;

    /** So many members one table tells of: the length of an extra field has 16 bits. */
    static final int MOST_MEMBERS = 8_000;

    /** Text that cannot be compressed grows by less than this. */
    static final int MOST_PACKED_BYTES = TEXT_BYTES + 1_024;

    private static final byte[] HEAD = {0x1F, (byte) 0x8B, 8, 4, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final byte[] END = {3, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final int ENTRY_BYTES = 8;
    private static final int FIXED_BYTES = HEAD.length + 2 + 4 + 8 + END.length;
    private static final int TRAILER_BYTES = 8 + END.length;
    private static final int INSIDE_LINE = 0x8000_0000;

    private final List<Member> members;
    private final long textBytes;

    private MemberTable(List<Member> members) {
        this.members = List.copyOf(members);
        this.textBytes = members.stream().mapToLong(Member::textBytes).sum();
    }

    /**
     * One gzip member.
     *
     * @param at its first byte in the file
     * @param offset of its text in the whole text
     * @param beginsLine whether its text begins with a line, not in the middle of a very long one
     */
    record Member(long at, int packedBytes, long offset, int textBytes, boolean beginsLine) {}

    /** In the order of the file. */
    List<Member> members() {
        return members;
    }

    /** Of all members together. */
    long textBytes() {
        return textBytes;
    }

    /** The index of the member that holds the byte of the text at this offset; the number of members when it is the end. */
    int holding(long offset) {
        int low = 0;
        int high = members.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Member member = members.get(middle);
            if (offset < member.offset() + member.textBytes()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The table of these members, as it stands behind them. */
    static byte[] encode(List<Member> members) {
        ByteBuffer out =
                ByteBuffer.allocate(FIXED_BYTES + ENTRY_BYTES * members.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.put(head(members.size()));
        int first = out.position();
        for (Member member : members) {
            out.putInt(member.packedBytes());
            out.putInt(member.textBytes() | (member.beginsLine() ? 0 : INSIDE_LINE));
        }
        out.putInt(members.size());
        out.putInt(crc(out.array(), first, out.position()));
        out.put(END);
        return out.array();
    }

    /** What stands before the entries. */
    private static byte[] head(int count) {
        return ByteBuffer.allocate(HEAD.length + 6)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(HEAD)
                .putShort((short) (4 + ENTRY_BYTES * count + 8))
                .put((byte) 'W')
                .put((byte) 'B')
                .putShort((short) (ENTRY_BYTES * count + 8))
                .array();
    }

    private static int crc(byte[] bytes, int from, int to) {
        var crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    /** The tables of an open file; null when it has none, or not of its whole content: then it is read from its beginning. */
    static @Nullable MemberTable read(SeekableByteChannel channel) throws IOException {
        Deque<List<Member>> runs = new ArrayDeque<>();
        long end = channel.size();
        while (end > 0) {
            Run run = Run.endingAt(channel, end);
            if (run == null) {
                return null;
            }
            runs.addFirst(run.members());
            end = run.begin();
        }
        var all = new ArrayList<Member>();
        long offset = 0;
        for (List<Member> run : runs) {
            for (Member member : run) {
                all.add(new Member(member.at(), member.packedBytes(), offset, member.textBytes(), member.beginsLine()));
                offset += member.textBytes();
            }
        }
        return runs.isEmpty() ? null : new MemberTable(all);
    }

    /** The members that one table tells of; their offsets are not known yet. */
    private record Run(long begin, List<Member> members) {
        static @Nullable Run endingAt(SeekableByteChannel channel, long end) throws IOException {
            byte[] trailer = read(channel, end - TRAILER_BYTES, TRAILER_BYTES);
            int count = trailer.length == 0 ? -1 : littleEndian(trailer).getInt();
            if (count < 0 || count > MOST_MEMBERS || !Arrays.equals(trailer, 8, TRAILER_BYTES, END, 0, END.length)) {
                return null;
            }
            int length = FIXED_BYTES + ENTRY_BYTES * count;
            byte[] table = read(channel, end - length, length);
            byte[] head = head(count);
            if (table.length == 0 || !Arrays.equals(head, 0, head.length, table, 0, head.length)) {
                return null;
            }
            int crcAt = length - END.length - 4;
            boolean whole =
                    crc(table, head.length, crcAt) == littleEndian(table).getInt(crcAt);
            return whole ? members(littleEndian(table).position(head.length), count, end - length) : null;
        }

        private static ByteBuffer littleEndian(byte[] bytes) {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        private static @Nullable Run members(ByteBuffer entries, int count, long end) {
            var members = new ArrayList<Member>(count);
            long packed = 0;
            for (int index = 0; index < count; index++) {
                int bytes = entries.getInt();
                int text = entries.getInt();
                int textBytes = text & ~INSIDE_LINE;
                if (bytes <= 0 || bytes > MOST_PACKED_BYTES || textBytes == 0 || textBytes > TEXT_BYTES) {
                    return null;
                }
                members.add(new Member(packed, bytes, 0, textBytes, text >= 0));
                packed += bytes;
            }
            long begin = end - packed;
            members.replaceAll(member ->
                    new Member(begin + member.at(), member.packedBytes(), 0, member.textBytes(), member.beginsLine()));
            return begin < 0 ? null : new Run(begin, members);
        }

        /** Nothing when the file does not reach so far. */
        private static byte[] read(SeekableByteChannel channel, long at, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            int count = at < 0 ? -1 : 0;
            if (at >= 0) {
                channel.position(at);
            }
            while (bytes.hasRemaining() && count >= 0) {
                count = channel.read(bytes);
            }
            return bytes.hasRemaining() ? new byte[0] : bytes.array();
        }
    }
}
