package io.webbrick.gateway.app.command;

import java.time.InstantSource;
import java.util.function.Consumer;

/** Says how far a long reading command is, every two seconds, to somebody who watches standard error. One thread. */
final class Progress {
    private static final long QUIET_MILLIS = 2_000;
    private static final int LOOKS_EVERY = 1_024;

    private final Consumer<String> note;
    private final boolean watched;
    private final InstantSource clock;
    private long steps;
    private long lastMillis;

    Progress(Consumer<String> note, boolean watched, InstantSource clock) {
        this.note = note;
        this.watched = watched;
        this.clock = clock;
        this.lastMillis = clock.millis();
    }

    /** One more of these is done. Always true, to fit a reader's loop. */
    boolean step(String what) {
        steps++;
        if (watched && steps % LOOKS_EVERY == 0 && clock.millis() - lastMillis >= QUIET_MILLIS) {
            lastMillis = clock.millis();
            note.accept(steps + " " + what + " so far");
        }
        return true;
    }
}
