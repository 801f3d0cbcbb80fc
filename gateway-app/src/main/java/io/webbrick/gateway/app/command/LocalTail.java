package io.webbrick.gateway.app.command;

import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.read.Tail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A stream in files of this machine. */
final class LocalTail implements RecordSource {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Tail tail;
    private final Consumer<String> problems;
    private long told;
    private long deletions;

    private LocalTail(Tail tail, Consumer<String> problems) {
        this.tail = tail;
        this.problems = problems;
    }

    /** {@code problems} hears of what is damaged and therefore left out. */
    static LocalTail of(Path newest, Predicate<String> wanted, Consumer<String> problems) {
        return new LocalTail(Tail.of(newest, wanted), problems);
    }

    /** The same behind a cursor that was taken earlier. */
    static LocalTail behind(Path newest, StreamCursor cursor, Predicate<String> wanted, Consumer<String> problems) {
        return new LocalTail(Tail.behind(newest, cursor, wanted), problems);
    }

    @Override
    public List<String> last(int count) throws IOException {
        List<String> records = tail.last(count);
        tellDamages();
        return records;
    }

    @Override
    public List<String> rest() throws IOException {
        List<String> records = tail.poll();
        tellDamages();
        return records;
    }

    @Override
    public List<String> await() throws IOException {
        LockSupport.parkNanos(PAUSE.toNanos());
        return rest();
    }

    @Override
    public StreamCursor cursor() {
        return tail.cursor();
    }

    private void tellDamages() {
        List<String> first = tail.firstDamages();
        for (; told < first.size(); told++) {
            problems.accept(first.get((int) told));
        }
        if (tail.deletions() > deletions) {
            deletions = tail.deletions();
            problems.accept("records were deleted before they were read; retention was faster");
        }
    }
}
