package io.webbrick.gateway.logging.slf4j;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.record.Level;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The real engine, writing to a standard error that a test can read. One test at a time. */
final class CapturedConsole implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final GatewayLogging logging;

    CapturedConsole(Level level) {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        logging = GatewayLogging.startOnConsole(level);
    }

    /** Ends logging; every line it printed, {@code LEVEL logger message} without the time. */
    List<String> lines() {
        close();
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.startsWith("\t") ? line : line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    @Override
    public void close() {
        logging.close();
        System.setErr(before);
    }
}
