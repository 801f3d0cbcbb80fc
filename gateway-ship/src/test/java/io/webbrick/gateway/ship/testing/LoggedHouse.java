package io.webbrick.gateway.ship.testing;

import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.sink.ShippedText;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real logging in a directory of its own, with one stream whose lines are framed for a shipper. One thread. */
public final class LoggedHouse implements AutoCloseable {
    /** Who logs into the stream. */
    public static final Logger LOG = LoggerFactory.getLogger("house");

    private final Path directory;
    private final InstantSource clock;
    private final GatewayLogging logging;

    private LoggedHouse(Path directory, InstantSource clock, GatewayLogging logging) {
        this.directory = directory;
        this.clock = clock;
        this.logging = logging;
    }

    /** Starts it, or goes on with what is in the directory. */
    public static LoggedHouse start(Path directory, InstantSource clock) throws IOException, ConfigurationException {
        return start(directory, clock, 1_000_000, 5);
    }

    /** The same with files of so many bytes, and so many of them besides the newest. */
    public static LoggedHouse start(Path directory, InstantSource clock, int maxBytes, int backups)
            throws IOException, ConfigurationException {
        return start(directory, clock, maxBytes, backups, "");
    }

    /** The same with packed history. */
    public static LoggedHouse packing(Path directory, InstantSource clock) throws IOException, ConfigurationException {
        return start(directory, clock, 1_000_000, 5, "compress='gzip'");
    }

    private static LoggedHouse start(Path directory, InstantSource clock, int maxBytes, int backups, String more)
            throws IOException, ConfigurationException {
        Path file = directory.resolveSibling("log-of-" + directory.getFileName() + ".cfg");
        String text = String.format(
                Locale.ROOT,
                """
                [DEFAULT]
                logRoot='%s'
                [logging]
                [[formatters]]
                [[[Framed]]]
                format='%s*(message)s'
                [[handlers]]
                [[[spool]]]
                filename='spool.log'
                maxBytes=%d
                backupCount=%d
                formatter='Framed'
                %s
                [[loggers]]
                [[[house]]]
                qualname='house'
                level='DEBUG'
                handlers=['spool']
                propagate=0
                [[[WebBrickLibs.LogShip]]]
                qualname='WebBrickLibs.LogShip'
                level='DEBUG'
                handlers=['spool']
                [[[jdk]]]
                qualname='jdk'
                level='DEBUG'
                handlers=['spool']
                [[[io]]]
                qualname='io'
                level='DEBUG'
                handlers=['spool']
                """,
                directory.toString().replace('\\', '/'),
                ShippedText.FRAME.replace("%(", "*("),
                maxBytes,
                backups,
                more);
        Files.writeString(file, text, StandardCharsets.UTF_8);
        var options = new LoggingOptions(List.of(file), null, null, null, true, clock);
        return new LoggedHouse(directory, clock, GatewayLogging.start(options));
    }

    /** Waits until all is written that was logged. */
    public void settle() {
        if (!logging.flush(10_000)) {
            throw new IllegalStateException("not written within ten seconds");
        }
    }

    /** Begins a new file. */
    public void rotate() {
        settle();
        logging.rotate("spool");
        settle();
    }

    /** The stream's newest file. */
    public Path newest() {
        return directory.resolve("spool.log");
    }

    /** Where a shipper of the stream works. */
    public ShipperPlace place() {
        return new ShipperPlace(
                newest(), true, directory.resolve(".state").resolve("ship"), "gw-1", ZoneId.of("UTC"), clock);
    }

    @Override
    public void close() {
        logging.close();
    }
}
