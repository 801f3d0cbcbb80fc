package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.StreamReading;
import io.webbrick.gateway.logging.read.BackwardRecords;
import io.webbrick.gateway.logging.read.RecordFollower;
import io.webbrick.gateway.logging.read.RecordParser;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.record.RecordFields;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows Error and Debug for all who ask what goes wrong and who writes much. Begins with the last few megabytes that are stored. One
 * thread that looks once a second; a look that finds nothing new opens no file.
 */
final class StreamWatch {
    private static final List<String> STREAMS = List.of("Error", "Debug");
    private static final long BACK_BYTES = 4 * 1_024 * 1_024;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final StreamReading streams;
    private final Problems problems;
    private final Talkers talkers;
    private final List<Followed> followed = new ArrayList<>();
    private final Troubles troubles = new Troubles("watched");
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** A stream, and how far it was read. */
    private static final class Followed {
        private final String name;
        private @Nullable Path file;
        private @Nullable RecordFollower follower;

        Followed(String name) {
            this.name = name;
        }
    }

    StreamWatch(StreamReading streams, InstantSource clock) {
        this.streams = streams;
        this.problems = new Problems(clock, new Acknowledgements(streams));
        this.talkers = new Talkers(clock);
        STREAMS.forEach(name -> followed.add(new Followed(name)));
    }

    Problems problems() {
        return problems;
    }

    Talkers talkers() {
        return talkers;
    }

    /** Begins to read. */
    void start() {
        var reading = new Thread(this::read, "web-watch");
        reading.setDaemon(true);
        thread = reading;
        reading.start();
    }

    private void read() {
        while (!closed) {
            look();
            LockSupport.parkNanos(this, SECOND_NANOS);
        }
    }

    /** Reads what has come, whoever calls. */
    synchronized void look() {
        for (Followed stream : followed) {
            try {
                look(stream);
                troubles.over(stream.name);
            } catch (IOException | RuntimeException e) {
                troubles.tell(stream.name, e);
            }
        }
    }

    private void look(Followed stream) throws IOException {
        Path file = streams.file(stream.name).orElse(null);
        if (file == null) {
            return;
        }
        RecordFollower follower = file.equals(stream.file) ? stream.follower : null;
        RecordParser parser = streams.parser(stream.name);
        if (follower == null) {
            follower = begin(stream.name, file, parser);
            stream.file = file;
            stream.follower = follower;
        }
        follower.poll((record, cursor, deleted) -> {
            take(stream.name, record, parser);
            return !closed;
        });
    }

    /** Reads back; what is read of an older part is taken after what is newer, which changes no count. */
    private RecordFollower begin(String name, Path file, RecordParser parser) throws IOException {
        BackwardRecords reader = BackwardRecords.of(file);
        while (!closed && !reader.isWhole() && reader.passedBytes() < BACK_BYTES) {
            reader.next(record -> {
                take(name, record, parser);
                return !closed;
            });
        }
        return new RecordFollower(file, reader.end());
    }

    private void take(String stream, RecordReader.Entry record, RecordParser parser) {
        RecordFields fields = parser.fields(record.text());
        problems.add(stream, record, fields);
        String logger = fields.logger();
        Instant time = fields.time();
        if (stream.equals("Debug") && logger != null && time != null) {
            talkers.add(logger, time, record.text().length() + 1);
        }
    }

    /** Reads no more. */
    void close() {
        closed = true;
        Thread reading = thread;
        if (reading != null) {
            LockSupport.unpark(reading);
        }
    }
}
