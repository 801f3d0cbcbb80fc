package io.webbrick.gateway.events.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What passes by of a body: its length, and its first bytes up to a bound, so that a film costs as little as a page. Any
 * thread; each call copies what it keeps and changes nothing of what it is given.
 */
public final class WireBody {
    private static final int FIRST = 256;

    private final int most;
    private byte[] kept = new byte[0];
    private int length;
    private long size;

    /** @param most how many bytes are kept */
    WireBody(int most) {
        this.most = most;
    }

    /** Bytes that pass by. */
    public void pass(byte[] bytes, int offset, int count) {
        pass(ByteBuffer.wrap(bytes, offset, count));
    }

    /** Bytes that pass by, from the buffer's position to its limit; both stay as they are. */
    public synchronized void pass(ByteBuffer bytes) {
        int count = bytes.remaining();
        int room = Math.min(most - length, count);
        if (room > 0) {
            if (kept.length < length + room) {
                kept = Arrays.copyOf(kept, Math.min(most, Math.max(length + room, Math.max(FIRST, 2 * kept.length))));
            }
            bytes.duplicate().get(kept, length, room);
            length += room;
        }
        size += count;
    }

    /** It is sent once more from its beginning, as after a redirect. */
    public synchronized void restart() {
        length = 0;
        size = 0;
    }

    /** How many bytes have passed by. */
    public synchronized long size() {
        return size;
    }

    /** The first bytes of them. */
    synchronized byte[] first() {
        return Arrays.copyOf(kept, length);
    }
}
