package io.webbrick.gateway.app.house;

import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.MemoryFiles;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingStatus;
import io.webbrick.gateway.logging.StreamStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instance file of this gateway, which tells commands where it answers and where its logs are as the configuration in
 * force has them. From the first {@link #follow} to the end. Any thread.
 */
final class Registration implements AutoCloseable {
    private static final Logger LIFECYCLE = LoggerFactory.getLogger("WebBrickGateway.Lifecycle");
    private static final Logger START = LoggerFactory.getLogger("WebBrickGateway.start");

    private final Instances instances;
    private final GatewayLogging logging;
    private final String url;
    private final String secret;
    private final Supplier<String> certificate;
    private @Nullable Instance written;
    private boolean closed;

    /**
     * Writes nothing yet.
     *
     * @param certificate by what commands know the web server's certificate; empty for plain text
     */
    Registration(Instances instances, GatewayLogging logging, String url, String secret, Supplier<String> certificate) {
        this.instances = instances;
        this.logging = logging;
        this.url = url;
        this.secret = secret;
        this.certificate = certificate;
    }

    /** Brings the file to what is in force. A house must run: without an instance file only the commands are poorer. */
    synchronized void follow() {
        LoggingStatus status = logging.status();
        Path directory = status.directory();
        if (closed || directory == null) {
            return;
        }
        Instance now = instance(directory, status.streams());
        Instance before = written;
        if (before != null && isSame(before, now)) {
            return;
        }
        written = now;
        try {
            instances.write(now);
        } catch (IOException e) {
            START.warn("commands need --url to find this gateway: {}", e.getMessage());
        }
        if (before != null && !before.logs().equals(now.logs())) {
            LIFECYCLE.info("logs in {}", status.where());
        }
    }

    /** Whether nothing changed of what can change while a gateway runs. */
    private static boolean isSame(Instance before, Instance now) {
        return before.logs().equals(now.logs())
                && before.streams().equals(now.streams())
                && before.certificate().equals(now.certificate());
    }

    private Instance instance(Path directory, List<StreamStatus> streams) {
        boolean inMemory = MemoryFiles.hold(directory);
        return new Instance(
                ProcessHandle.current().pid(),
                instances.identityOfThisProcess(),
                url,
                inMemory ? Instance.IN_MEMORY : directory,
                secret,
                inMemory ? Map.of() : files(streams),
                certificate.get());
    }

    private static Map<String, Path> files(List<StreamStatus> streams) {
        var files = new HashMap<String, Path>();
        for (StreamStatus stream : streams) {
            Path file = stream.file();
            if (file != null) {
                files.put(stream.name(), file);
            }
        }
        return files;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        Instance last = written;
        if (last != null) {
            instances.remove(last);
        }
    }
}
