package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.Level;

/** The journal of one logger. */
final class StreamJournal implements Journal {
    private final LogHandle handle;

    StreamJournal(LogHandle handle) {
        this.handle = handle;
    }

    @Override
    public boolean enabled(Level level) {
        return handle.enabled(level.number());
    }

    @Override
    public Outcome append(Level level, long epochMillis, CharSequence line) {
        if (!handle.enabled(level.number())) {
            return Outcome.SUPPRESSED;
        }
        if (line.length() > MAX_BYTES || tooLongAsUtf8(line)) {
            return Outcome.LOST;
        }
        return switch (handle.append(level.number(), epochMillis, line)) {
            case KEPT -> Outcome.STORED;
            case WAITING -> Outcome.WAITING;
            case REFUSED -> Outcome.LOST;
        };
    }

    /** Whether a line that is short enough in characters is too long in bytes. */
    private static boolean tooLongAsUtf8(CharSequence line) {
        if (line.length() <= MAX_BYTES / 3) {
            return false;
        }
        long bytes = 0;
        for (int index = 0; index < line.length(); index++) {
            char c = line.charAt(index);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes > MAX_BYTES;
    }
}
