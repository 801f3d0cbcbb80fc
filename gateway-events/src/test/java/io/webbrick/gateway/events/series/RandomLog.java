package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.line.EventLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Log directories as they may be: rotated, packed, with lines of all kinds, ours, the original's and broken ones. */
final class RandomLog {
    static final Instant START = Instant.parse("2026-11-21T05:20:00Z");
    static final List<String> SOURCES = List.of(
            "webbrick/1/CT/0", "webbrick/1/CT/1", "webbrick/2/DO/0", "meter/main", "a,b \"c\"", "söurce", "nothing");

    private static final DateTimeFormatter OWN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
    private static final DateTimeFormatter ORIGINAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS", Locale.ROOT);

    private final Random random;
    private final ZoneId zone;
    private long millis = START.toEpochMilli();
    private double meter = 100;

    RandomLog(Random random, ZoneId zone) {
        this.random = random;
        this.zone = zone;
    }

    Instant end() {
        return Instant.ofEpochMilli(millis);
    }

    /** Writes so many files of so many lines into this directory; the newest file of the stream. */
    Path write(Path directory, int files, int lines) throws IOException {
        Path newest = directory.resolve("EventLog.log");
        for (int file = files - 1; file >= 0; file--) {
            byte[] text = text(lines).getBytes(StandardCharsets.UTF_8);
            if (file == 0) {
                Files.write(newest, text);
            } else if (random.nextInt(3) == 0) {
                Files.write(directory.resolve("EventLog.log." + file + ".gz"), gzip(text));
            } else {
                Files.write(directory.resolve("EventLog.log." + file), text);
            }
        }
        return newest;
    }

    static byte[] gzip(byte[] text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }

    private String text(int lines) {
        boolean original = random.nextInt(5) == 0;
        var text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            millis += random.nextInt(40) == 0 ? 600_000 : random.nextInt(9_000);
            text.append(line(original)).append(random.nextInt(200) == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    private String line(boolean original) {
        int kind = random.nextInt(100);
        if (kind == 0) {
            return "damaged " + millis;
        }
        if (original) {
            return ORIGINAL.format(Instant.ofEpochMilli(millis).atZone(zone)) + " t,webbrick/1/CT/0,{'val': "
                    + random.nextInt(400) / 10.0 + "}";
        }
        String time = OWN.format(Instant.ofEpochMilli(millis).atZone(random.nextBoolean() ? zone : ZoneOffset.UTC));
        return time + " " + EventLine.print(event(kind));
    }

    private HomeEvent event(int kind) {
        String prefix = HomeEvent.TYPE_PREFIX;
        if (kind < 3) {
            Instant now = Instant.ofEpochMilli(millis);
            Map<String, Object> lost =
                    Map.of("lost", 3L, "from", now.minusSeconds(9) + "", "to", now + "", "reason", "x");
            return HomeEvent.of(prefix + "log/lost", "log/EventLog", lost);
        }
        if (kind < 12) {
            return HomeEvent.of(prefix + "time/minute", "time/minute", Map.of("minute", (long) random.nextInt(60)));
        }
        HomeEvent event = event(SOURCES.get(random.nextInt(SOURCES.size() - 1)));
        boolean late = random.nextInt(12) == 0;
        return late
                ? event.withAt(
                        Instant.ofEpochMilli(millis - random.nextInt(3_000_000)).plusNanos(77))
                : event;
    }

    private HomeEvent event(String source) {
        String prefix = HomeEvent.TYPE_PREFIX;
        return switch (source) {
            case "webbrick/1/CT/0" ->
                random.nextInt(20) == 0
                        ? HomeEvent.of(prefix + "webbrick/ET", "webbrick/1/ET/0", null)
                        : HomeEvent.of(prefix + "webbrick/CT", source, temperature());
            case "webbrick/1/CT/1" -> HomeEvent.of(prefix + "webbrick/CT", source, temperature());
            case "webbrick/2/DO/0" ->
                HomeEvent.of(prefix + "webbrick/DO", source, Map.of("state", random.nextBoolean() ? "on" : "off"));
            case "meter/main" -> {
                meter = random.nextInt(60) == 0 ? 0 : meter + random.nextInt(100) / 100.0;
                yield HomeEvent.of("meter", source, Map.of("total", meter, "unit", "kWh"));
            }
            default -> HomeEvent.of("any", source, anything());
        };
    }

    private Map<String, @Nullable Object> temperature() {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("srcChannel", 3L);
        payload.put("val", random.nextInt(40) == 0 ? -1000.0 : random.nextInt(300) / 10.0);
        payload.put("curhi", 100.0);
        return payload;
    }

    private @Nullable Object anything() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> random.nextGaussian();
            case 2 -> Map.of("deep", Map.of("er", (long) random.nextInt(9)), "text", "ä");
            case 3 -> Map.of("big", random.nextLong(), "x", random.nextDouble());
            case 4 -> List.of(1L, 2L);
            default -> Map.of("x", (long) random.nextInt(5), "name", "Thing " + random.nextInt(2));
        };
    }
}
