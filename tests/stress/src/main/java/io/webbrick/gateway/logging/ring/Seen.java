package io.webbrick.gateway.logging.ring;

import java.nio.ByteBuffer;

/** What a consumer saw: one letter for each record, in order. One thread at a time. */
final class Seen implements Ring.RecordConsumer {
    private final StringBuilder letters = new StringBuilder();

    @Override
    public void record(ByteBuffer slots, int index, int length, int routeId, long position) {
        letters.append(Rings.letter(slots, index, length));
    }

    @Override
    public String toString() {
        return letters.toString();
    }
}
