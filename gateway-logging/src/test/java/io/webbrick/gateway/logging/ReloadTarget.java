package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.Level;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that {@link ReloadKillTest} kills: two threads write numbered records and note each number elsewhere once its
 * call has returned, while a third one writes other configurations over one another and loads them. Arguments: the
 * directory of everything, the number of the run.
 */
final class ReloadTarget {
    private static final long RECORD_NANOS = 2_000_000;
    private static final long RELOAD_NANOS = 30_000_000;

    private final Path place;
    private final int run;

    private ReloadTarget(Path place, int run) {
        this.place = place;
        this.run = run;
    }

    static List<Path> directories(Path place) {
        return List.of(place.resolve("first"), place.resolve("second"));
    }

    static GatewayLogging start(Path place) throws IOException, ConfigurationException {
        return GatewayLogging.start(new LoggingOptions(
                List.of(place.resolve("log.cfg"), place.resolve("prod.cfg")),
                null,
                null,
                place,
                false,
                InstantSource.system()));
    }

    public static void main(String[] args) throws Exception {
        var target = new ReloadTarget(Path.of(args[0]), Integer.parseInt(args[1]));
        GatewayLogging logging = start(target.place);
        new Thread(() -> target.write("A", "Load.A")).start();
        new Thread(() -> target.write("B", "EventLog.load.B")).start();
        target.reload(logging);
    }

    private void write(String name, String logger) {
        LogHandle handle = GatewayLogging.handle(logger);
        try (OutputStream note =
                new FileOutputStream(place.resolve("note-" + run + "-" + name).toFile())) {
            for (int number = 0; ; number++) {
                handle.log(Level.INFO.number(), "run " + run + " thread {} number {}.", name, number);
                note.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
                LockSupport.parkNanos(RECORD_NANOS);
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Written over one another in place, as an editor does, so that the next start may find half of one. */
    private void reload(GatewayLogging logging) throws IOException {
        var random = new Random(run);
        while (true) {
            Files.writeString(place.resolve("prod.cfg"), content(random), StandardCharsets.UTF_8);
            logging.reload();
            LockSupport.parkNanos(RELOAD_NANOS);
        }
    }

    private String content(Random random) {
        Path root = directories(place).get(random.nextInt(2));
        return "logRoot='" + root.toString().replace('\\', '/') + "'\n"
                + "zone='" + (random.nextBoolean() ? "UTC" : "Asia/Kathmandu") + "'\n"
                + "[logging]\n[[handlers]]\n"
                + "[[[Debug]]]\nmaxBytes='" + (10 + random.nextInt(40)) + "kB'\nbackupCount=100000\n"
                + "level='" + (random.nextInt(10) == 0 ? "DEBGU" : "DEBUG") + "'\n"
                + "[[[EventLog]]]\nmaxBytes='" + (10 + random.nextInt(40)) + "kB'\nbackupCount=100000\n";
    }
}
