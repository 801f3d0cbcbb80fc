package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.store.LedgerSegment.Look;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which sealed lives a history file is made of, by nothing but its content: at each boundary the bytes must begin as the next
 * life did, and the last one must end with the file. A plain file costs a small read for each life, one with a table of
 * members inflates one member for each; any other gzipped file is inflated once.
 */
final class SegmentParts {
    /** So many ways to read a file are followed. */
    private static final int MOST_WAYS = 16;

    private final SegmentContent content;
    private final Set<Look> known = new LinkedHashSet<>();
    private InputStream in = InputStream.nullInputStream();
    private long at;
    private long textBytes;

    private SegmentParts(SegmentContent content, List<LedgerSegment> sealed) {
        this.content = content;
        sealed.stream().filter(segment -> segment.bytes() > 0).forEach(segment -> known.add(segment.look()));
    }

    /** What the lives in this file look like, in order; empty when it is not made of these alone, or in several ways. */
    static List<Look> of(SegmentContent content, List<LedgerSegment> sealed) throws IOException {
        List<List<Look>> ways = new SegmentParts(content, sealed).ways();
        return ways.size() == 1 ? ways.get(0) : List.of();
    }

    private List<List<Look>> ways() throws IOException {
        begin();
        var boundaries = new TreeMap<Long, List<List<Look>>>();
        boundaries.put(0L, List.of(List.of()));
        while (true) {
            Map.Entry<Long, List<List<Look>>> next = boundaries.pollFirstEntry();
            if (next == null) {
                return List.of();
            }
            byte[] head = headAt(next.getKey());
            if (head.length == 0) {
                return isEnd() && next.getKey() == at ? next.getValue() : List.of();
            }
            for (Look look : known) {
                if (matches(look, head)) {
                    List<List<Look>> there =
                            boundaries.computeIfAbsent(next.getKey() + look.bytes(), end -> new ArrayList<>());
                    next.getValue().forEach(way -> there.add(with(way, look)));
                    if (there.size() > MOST_WAYS) {
                        return List.of();
                    }
                }
            }
        }
    }

    private static boolean matches(Look look, byte[] head) {
        int length = (int) Math.min(LedgerSegment.HEAD, look.bytes());
        return head.length >= length && FileRepair.crc(head, length) == look.head();
    }

    private static List<Look> with(List<Look> way, Look look) {
        var longer = new ArrayList<>(way);
        longer.add(look);
        return longer;
    }

    private void begin() throws IOException {
        textBytes = content.textBytes();
        if (textBytes < 0) {
            in = new BufferedInputStream(content.from(0));
        }
    }

    /** The bytes from here on, up to {@value LedgerSegment#HEAD}; offsets never go back. Empty at the end and behind it. */
    private byte[] headAt(long offset) throws IOException {
        if (textBytes >= 0) {
            at = Math.min(offset, textBytes);
            return offset > at ? new byte[0] : content.from(offset).readNBytes(LedgerSegment.HEAD);
        }
        try {
            in.skipNBytes(offset - at);
        } catch (EOFException before) {
            at = -1;
            return new byte[0];
        }
        at = offset;
        in.mark(LedgerSegment.HEAD);
        byte[] head = in.readNBytes(LedgerSegment.HEAD);
        in.reset();
        return head;
    }

    private boolean isEnd() {
        return at >= 0;
    }
}
