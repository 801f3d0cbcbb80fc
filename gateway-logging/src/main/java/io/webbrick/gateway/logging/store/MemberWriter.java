package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.store.MemberTable.Member;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Packs text into gzip members of at most 256 KiB, each of whole lines unless one alone is longer, with their table behind
 * them. The file is complete after {@link #finish}. One thread; memory for one member, packed and not.
 */
final class MemberWriter implements AutoCloseable {
    private static final byte[] HEAD = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    private static final int TRAILER_BYTES = 8;

    private final OutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] text = new byte[MemberTable.TEXT_BYTES];
    private final byte[] packed = new byte[MemberTable.MOST_PACKED_BYTES];
    private final List<Member> members = new ArrayList<>();
    private int filled;

    /** Whether the text so far ends with a whole line. */
    private boolean lineEnded = true;

    /** The same, of what is in members. */
    private boolean memberEnded = true;

    MemberWriter(OutputStream out) {
        this.out = out;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, text.length - filled);
            System.arraycopy(bytes, offset + done, text, filled, count);
            filled += count;
            done += count;
            if (filled == text.length) {
                cut();
            }
        }
        if (length > 0) {
            lineEnded = bytes[offset + length - 1] == '\n';
        }
    }

    /** Ends a half line, so that it does not grow together with what comes next. */
    void endLine() throws IOException {
        if (!lineEnded) {
            write(new byte[] {'\n'}, 0, 1);
        }
    }

    /** Takes over members of another file as they are; whole lines must have come before. */
    void copy(MemberReader source) throws IOException {
        if (filled > 0) {
            member(filled);
        }
        for (int index = 0; index < source.count(); index++) {
            Member member = source.load(index);
            put(source.packed(), member.packedBytes(), member.textBytes(), member.beginsLine());
            lineEnded = source.text()[member.textBytes() - 1] == '\n';
            memberEnded = lineEnded;
        }
    }

    /** Writes what is left and the table. */
    void finish() throws IOException {
        if (filled > 0) {
            member(filled);
        }
        table();
    }

    /** A full member ends with its last whole line; one without any is a part of a very long line. */
    private void cut() throws IOException {
        int end = filled;
        while (end > 0 && text[end - 1] != '\n') {
            end--;
        }
        member(end == 0 ? filled : end);
    }

    private void member(int length) throws IOException {
        deflater.reset();
        deflater.setInput(text, 0, length);
        deflater.finish();
        System.arraycopy(HEAD, 0, packed, 0, HEAD.length);
        int room = packed.length - HEAD.length - TRAILER_BYTES;
        int deflated = deflater.deflate(packed, HEAD.length, room);
        if (!deflater.finished()) {
            throw new IOException(length + " bytes of text do not fit into " + room + " when packed");
        }
        var crc = new CRC32();
        crc.update(text, 0, length);
        ByteBuffer.wrap(packed)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(HEAD.length + deflated, (int) crc.getValue())
                .putInt(HEAD.length + deflated + 4, length);
        put(packed, HEAD.length + deflated + TRAILER_BYTES, length, memberEnded);
        memberEnded = text[length - 1] == '\n';
        System.arraycopy(text, length, text, 0, filled - length);
        filled -= length;
    }

    private void put(byte[] bytes, int length, int textBytes, boolean beginsLine) throws IOException {
        out.write(bytes, 0, length);
        members.add(new Member(0, length, 0, textBytes, beginsLine));
        if (members.size() == MemberTable.MOST_MEMBERS) {
            table();
        }
    }

    private void table() throws IOException {
        out.write(MemberTable.encode(members));
        members.clear();
    }

    @Override
    public void close() {
        deflater.end();
    }
}
