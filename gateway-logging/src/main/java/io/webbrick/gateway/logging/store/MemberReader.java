package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.store.MemberTable.Member;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads a packed file by its table: inflates only the members that are asked for, and gives nothing of a member before its
 * length and CRC have proved it. The file belongs to somebody else. One thread; memory for one member, packed and not.
 */
final class MemberReader implements AutoCloseable {
    private static final int HEAD_BYTES = 10;
    private static final int TRAILER_BYTES = 8;

    private final Path path;
    private final SeekableByteChannel channel;
    private final MemberTable table;
    private final Inflater inflater = new Inflater(true);
    private final byte[] packed = new byte[MemberTable.MOST_PACKED_BYTES];
    private final byte[] text = new byte[MemberTable.TEXT_BYTES];

    MemberReader(Path path, SeekableByteChannel channel, MemberTable table) {
        this.path = path;
        this.channel = channel;
        this.table = table;
    }

    int count() {
        return table.members().size();
    }

    long textBytes() {
        return table.textBytes();
    }

    /** The text of the member that was loaded last. */
    byte[] text() {
        return text;
    }

    /** The same as it is packed. */
    byte[] packed() {
        return packed;
    }

    /**
     * Reads and proves a member.
     *
     * @throws DamagedSegmentException when it is not what was written
     */
    Member load(int index) throws IOException {
        Member member = table.members().get(index);
        String fault = read(member);
        if (fault != null) {
            throw new DamagedSegmentException(path, member.offset(), nextLine(index + 1), fault);
        }
        return member;
    }

    /** Reads a member; what is wrong with it, null when nothing is. */
    private @Nullable String read(Member member) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(packed, 0, member.packedBytes());
        channel.position(member.at());
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = channel.read(bytes);
        }
        return bytes.hasRemaining() ? "it ends in the middle of a member" : fault(member);
    }

    /** What is wrong with the member that was read; null when it is as it was written. */
    private @Nullable String fault(Member member) {
        inflater.reset();
        int deflated = member.packedBytes() - HEAD_BYTES - TRAILER_BYTES;
        if (deflated < 0 || packed[0] != 0x1F || packed[1] != (byte) 0x8B || packed[3] != 0) {
            return "no gzip member begins where the table says";
        }
        inflater.setInput(packed, HEAD_BYTES, deflated);
        try {
            int length = inflater.inflate(text, 0, member.textBytes());
            if (length != member.textBytes() || inflater.getRemaining() > 0) {
                return "a member has another length than the table says";
            }
        } catch (DataFormatException broken) {
            return "a member cannot be inflated, " + broken.getMessage();
        }
        var crc = new CRC32();
        crc.update(text, 0, member.textBytes());
        int written =
                ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).getInt(member.packedBytes() - TRAILER_BYTES);
        return (int) crc.getValue() == written ? null : "the CRC of a member does not match";
    }

    /** Where the first line begins in this member or behind it; negative when none does. */
    private long nextLine(int from) throws IOException {
        List<Member> members = table.members();
        for (int index = from; index < members.size(); index++) {
            Member member = members.get(index);
            if (member.beginsLine()) {
                return member.offset();
            }
            int end = read(member) == null ? lineFeed(member.textBytes()) : -1;
            if (end >= 0) {
                return member.offset() + end + 1;
            }
        }
        return -1;
    }

    /** The first line feed in the text of the member at hand; -1 when it has none. */
    private int lineFeed(int length) {
        int at = 0;
        while (at < length && text[at] != '\n') {
            at++;
        }
        return at < length ? at : -1;
    }

    /**
     * The text from this offset on.
     *
     * @throws EOFException when it ends before
     */
    InputStream from(long offset) throws IOException {
        if (offset > table.textBytes()) {
            throw new EOFException(path + " ends before byte " + offset + " of its text");
        }
        return new Text(offset);
    }

    /** What is left of the text; a failed read can be tried again. */
    private final class Text extends InputStream {
        private int next;
        private long offset;
        private int at;
        private int limit;

        Text(long offset) {
            this.offset = offset;
            this.next = table.holding(offset);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (at == limit) {
                if (next == count()) {
                    return -1;
                }
                Member member = load(next);
                at = (int) (offset - member.offset());
                limit = member.textBytes();
                next++;
            }
            int count = Math.min(length, limit - at);
            System.arraycopy(text, at, target, start, count);
            at += count;
            offset += count;
            return count;
        }

        @Override
        public int available() {
            return limit - at;
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
