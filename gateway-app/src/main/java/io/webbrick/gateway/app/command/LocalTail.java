package io.webbrick.gateway.app.command;

import io.webbrick.gateway.logging.read.Tail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** A stream in files of this machine. */
final class LocalTail implements RecordSource {
    private final Tail tail;

    private LocalTail(Tail tail) {
        this.tail = tail;
    }

    static LocalTail of(Path newest, Predicate<String> wanted) {
        return new LocalTail(Tail.of(newest, wanted));
    }

    @Override
    public List<String> last(int count) throws IOException {
        return tail.last(count);
    }

    @Override
    public List<String> poll() throws IOException {
        return tail.poll();
    }
}
