package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.StreamReading;
import io.webbrick.gateway.logging.StreamStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The streams that there are now. Any thread. */
final class Streams {
    private final Vitals vitals;
    private final StreamReading reading;

    Streams(Vitals vitals, StreamReading reading) {
        this.vitals = vitals;
        this.reading = reading;
    }

    /** The one of this name, in any case. */
    StreamStatus find(String name) throws Refusal {
        List<StreamStatus> streams = vitals.status().streams();
        for (StreamStatus stream : streams) {
            if (stream.name().equalsIgnoreCase(name)) {
                return stream;
            }
        }
        String known =
                String.join(", ", streams.stream().map(StreamStatus::name).toList());
        throw new Refusal(404, "no such stream", name + " is not a stream; there are " + known);
    }

    /** The newest file of a stream. */
    static Path file(StreamStatus stream) throws Refusal {
        Path file = stream.file();
        if (file == null) {
            throw new Refusal(404, "no records", "stream " + stream.name() + " goes to the console and keeps no file");
        }
        if (Files.isSymbolicLink(file)) {
            throw new Refusal(
                    404, "no records", "a link stands in the place of " + file.getFileName() + "; none is followed");
        }
        return file;
    }

    /** The one of this name, for reading its records. */
    StoredStream stored(String name) throws Refusal {
        StreamStatus stream = find(name);
        return new StoredStream(stream.name(), file(stream), reading.parser(stream.name()));
    }

    /** How many records of each were stored since the start. */
    StreamReading reading() {
        return reading;
    }
}
