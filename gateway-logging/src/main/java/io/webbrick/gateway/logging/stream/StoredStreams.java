package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Streams and routes as the ledger keeps them, so that records can be written the way they were meant after the process
 * and its configuration are gone: for a stream what writes its lines, for a route the streams of each level.
 */
final class StoredStreams {
    private static final String SEPARATOR = "\u001F";
    private static final String PAIRS = "\u001E";
    private static final String PAIR = "\u001D";
    private static final int FIELDS = 12;

    /** Ledgers that know no defaults of formats. */
    private static final int EARLIER_FIELDS = 11;

    /** Ledgers that know no time of day. */
    private static final int FORMER_FIELDS = 9;

    private StoredStreams() {}

    static String text(StreamSpec spec, Target.File target, int fileId) {
        Rotation rotation = target.rotation();
        return String.join(
                SEPARATOR,
                spec.name(),
                spec.role() == null ? "" : spec.role().name(),
                Integer.toString(fileId),
                Long.toString(rotation.maxBytes()),
                rotation.when() == null ? "" : rotation.when().name(),
                Integer.toString(rotation.interval()),
                spec.format().toString(),
                spec.format().datefmt(),
                spec.format().zone().getId(),
                rotation.atTime() == null ? "" : rotation.atTime().toString(),
                rotation.utc() ? "utc" : "",
                spec.format().defaults().entrySet().stream()
                        .map(each -> each.getKey() + PAIR + each.getValue())
                        .collect(Collectors.joining(PAIRS)));
    }

    /** A stream of an earlier process, and the number of its file. */
    record Stored(int fileId, StreamSpec spec) {
        Target.File target() {
            return (Target.File) spec.target();
        }
    }

    /**
     * Reads a stream back. It keeps all its history: what is deleted is for the configuration in force to say.
     *
     * @throws IllegalArgumentException when it cannot be understood
     */
    static Stored stream(String text, Map<Integer, Path> files) {
        String[] fields = text.split(SEPARATOR, -1);
        if (fields.length != FIELDS && fields.length != EARLIER_FIELDS && fields.length != FORMER_FIELDS) {
            throw new IllegalArgumentException("a stream has " + fields.length + " fields, not " + FIELDS);
        }
        int fileId = Integer.parseInt(fields[2]);
        Path file = files.get(fileId);
        if (file == null) {
            throw new IllegalArgumentException("file " + fileId + " of stream " + fields[0] + " is unknown");
        }
        Rotation.When when = fields[4].isEmpty() ? null : Rotation.When.valueOf(fields[4]);
        boolean day = fields.length >= EARLIER_FIELDS;
        var rotation = new Rotation(
                Long.parseLong(fields[3]),
                when,
                Integer.parseInt(fields[5]),
                day && !fields[9].isEmpty() ? LocalTime.parse(fields[9]) : null,
                day && !fields[10].isEmpty(),
                false);
        var spec = new StreamSpec(
                fields[0],
                fields[1].isEmpty() ? null : Role.valueOf(fields[1]),
                new Target.File(file, rotation, Retention.FOREVER),
                0,
                LineFormat.compile(
                        fields[6], fields[7], ZoneId.of(fields[8]), defaults(fields.length < FIELDS ? "" : fields[11])),
                false,
                Durability.PROCESS);
        return new Stored(fileId, spec);
    }

    private static Map<String, String> defaults(String text) {
        var defaults = new HashMap<String, String>();
        for (String each : text.split(PAIRS, -1)) {
            int mark = each.indexOf(PAIR);
            if (mark >= 0) {
                defaults.put(each.substring(0, mark), each.substring(mark + PAIR.length()));
            }
        }
        return defaults;
    }

    static String text(Route route) {
        return Arrays.stream(Level.values())
                .map(level -> numbers(route.streams(level.number())))
                .collect(Collectors.joining(SEPARATOR));
    }

    private static String numbers(LogStream[] streams) {
        return Arrays.stream(streams)
                .filter(stream -> stream.sink() instanceof FileSink)
                .map(stream -> Integer.toString(stream.number()))
                .collect(Collectors.joining(","));
    }

    /**
     * Reads a route back; streams that are not there any more are left out.
     *
     * @throws IllegalArgumentException when it cannot be understood
     */
    static Route route(int id, String text, Map<Integer, LogStream> streams) {
        String[] levels = text.split(SEPARATOR, -1);
        if (levels.length != Level.values().length) {
            throw new IllegalArgumentException("route " + id + " has " + levels.length + " levels");
        }
        var byLevel = new LogStream[levels.length][];
        for (int level = 0; level < levels.length; level++) {
            List<LogStream> takers = new ArrayList<>();
            for (String number : levels[level].split(",", -1)) {
                LogStream stream = number.isEmpty() ? null : streams.get(Integer.parseInt(number));
                if (stream != null) {
                    takers.add(stream);
                }
            }
            byLevel[level] = takers.toArray(LogStream[]::new);
        }
        return new Route(id, byLevel);
    }
}
