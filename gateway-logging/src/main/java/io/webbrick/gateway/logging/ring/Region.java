package io.webbrick.gateway.logging.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a ring uses from a position on: a mapped file, or memory of the process. Immutable; replaced whole when
 * a mapping fails.
 */
final class Region {
    final ByteBuffer slots;

    /** Claims before this position were made for the region before and must not touch this one. */
    final long first;

    /** The file's header; null for memory. */
    final @Nullable RingHeader header;

    Region(ByteBuffer slots, long first, @Nullable RingHeader header) {
        this.slots = slots.order(ByteOrder.LITTLE_ENDIAN);
        this.first = first;
        this.header = header;
    }
}
