package io.webbrick.gateway.events.index;

import io.webbrick.gateway.events.line.LocalTimes;
import io.webbrick.gateway.logging.read.ReadableFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Set;

/** The index of one text while it is read, piece by piece. One thread at a time. */
final class GrowingIndex {
    private static final int PIECE = 1 << 20;
    private static final Duration DAY = Duration.ofDays(1);

    private final long life;
    private final ZoneId zone;
    private final Printing printing = new Printing();
    private final IndexBuilder rows = new IndexBuilder();
    private final TextRows text;

    /** Of this life of a newest file; 0 for any other text. */
    GrowingIndex(long life, ZoneId zone) {
        this.life = life;
        this.zone = zone;
        this.text = new TextRows(rows, new LocalTimes(zone), List.of());
    }

    long life() {
        return life;
    }

    /** How much of the text was read, a half line at its end included. */
    long bytes() {
        return printing.bytes();
    }

    /** Where the half line begins that was read last, if there is one. */
    long consumed() {
        return text.consumed();
    }

    TextPrint print() {
        return printing.print();
    }

    /** Whether this history file begins as the text does that was read so far. */
    boolean isOf(ReadableFile file) throws IOException {
        return printing.beginsWith(file.disk(0, TextPrint.EDGE));
    }

    void replay(Set<String> sources, RowSink sink) {
        rows.replay(sources, sink);
    }

    void describe(SourceSink sink) {
        rows.describe(sink);
    }

    /** The text of a file, from where this index has read to. */
    Input input(ReadableFile file) throws IOException {
        return new Input(file.text(bytes()));
    }

    /** Reads the next piece; whether more may follow. {@code whole} says that the text does not grow any more. */
    boolean read(Input input, boolean whole) throws IOException {
        input.left = PIECE;
        text.read(input, false);
        if (input.isEnd && whole) {
            text.read(InputStream.nullInputStream(), true);
        }
        return !input.isEnd;
    }

    /** The bytes of the index; none when the text cannot be told in one. */
    byte[] write() {
        boolean sure = text.localLines() == 0 || !isHourTwice();
        if (text.events() == 0 || !sure || !rows.isWorthIt()) {
            return new byte[0];
        }
        int local = text.localLines() == 0 ? 0 : IndexHead.zone(zone);
        return rows.write(print(), text.events(), text.unreadable(), text.lastTime(), local);
    }

    /** Whether local times near those of this text may mean two moments: then the lines before it decide. */
    private boolean isHourTwice() {
        Instant from = Instant.ofEpochMilli(rows.minMillis()).minus(DAY);
        Instant to = Instant.ofEpochMilli(rows.maxMillis()).plus(DAY);
        ZoneOffsetTransition next = zone.getRules().nextTransition(from);
        while (next != null && next.getInstant().isBefore(to)) {
            if (next.isOverlap()) {
                return true;
            }
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return false;
    }

    /** Gives a text piece by piece, and prints it. */
    final class Input extends FilterInputStream {
        private int left;
        private boolean isEnd;

        private Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = super.read(target, offset, Math.min(length, left));
            if (count < 0) {
                isEnd = true;
                return -1;
            }
            left -= count;
            printing.add(target, offset, count);
            return count;
        }
    }
}
