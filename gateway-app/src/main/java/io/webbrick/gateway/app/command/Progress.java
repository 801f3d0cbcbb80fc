package io.webbrick.gateway.app.command;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says how far a long command is, every two seconds, to somebody who watches standard error. One thread counts; another one, there
 * only where somebody watches, says it, even while nothing is found.
 */
final class Progress implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final String what;
    private final @Nullable Timer timer;
    private final AtomicLong steps = new AtomicLong();

    /**
     * @param what is counted, such as {@code events read}
     * @param watched whether anybody reads the notes
     */
    Progress(String what, Consumer<String> note, boolean watched) {
        this(what, note, watched, EVERY);
    }

    Progress(String what, Consumer<String> note, boolean watched, Duration every) {
        this.what = what;
        this.timer = watched ? new Timer("progress", true) : null;
        if (timer != null) {
            timer.schedule(saying(note, System.nanoTime()), every.toMillis(), every.toMillis());
        }
    }

    private TimerTask saying(Consumer<String> note, long begin) {
        return new TimerTask() {
            @Override
            public void run() {
                long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
                note.accept(steps.get() + " " + what + " so far, after " + seconds + " s");
            }
        };
    }

    /** One more is done. Always true, to fit a reader's loop. */
    boolean step() {
        steps.incrementAndGet();
        return true;
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
