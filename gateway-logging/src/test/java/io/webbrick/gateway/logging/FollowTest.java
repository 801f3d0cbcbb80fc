package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows the logging is told of each change while it can still act on it. */
final class FollowTest {
    private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "conf", "log.cfg");

    @TempDir
    Path directory;

    private @Nullable GatewayLogging logging;

    @AfterEach
    void stop() {
        if (logging != null) {
            logging.close();
        }
    }

    private void write(String root, String zone) throws IOException {
        String path = directory.resolve(root).toString().replace('\\', '/');
        String text = "logRoot='" + path + "'\nzone='" + zone + "'\n";
        Files.writeString(directory.resolve("prod.cfg"), text, StandardCharsets.UTF_8);
    }

    private GatewayLogging start() throws Exception {
        write("first", "UTC");
        List<Path> files = List.of(SHIPPED, directory.resolve("prod.cfg"));
        logging = GatewayLogging.start(new LoggingOptions(files, null, null, directory, true, InstantSource.system()));
        return logging;
    }

    @Test
    void aFollowerSeesTheNewPlaceBeforeTheOldOneIsLetGo() throws Exception {
        GatewayLogging house = start();
        var seen = new ArrayList<String>();
        house.follow(() -> {
            seen.add(house.zone() + " " + house.file("Error").orElseThrow());
            assertThrows(IOException.class, () -> DirectoryLock.take(directory.resolve("first")));
        });
        write("second", "Asia/Kathmandu");
        assertTrue(house.reload().usable());
        assertEquals(List.of("Asia/Kathmandu " + directory.resolve("second").resolve("error.log")), seen);
        assertEquals(List.of(), house.status().problems());
        DirectoryLock.take(directory.resolve("first")).close();
    }

    @Test
    void aFollowerThatFailsHoldsUpNobody() throws Exception {
        GatewayLogging house = start();
        var told = new ArrayList<String>();
        house.follow(() -> {
            throw new IllegalStateException("not today");
        });
        house.follow(() -> told.add("second"));
        write("second", "UTC");
        assertTrue(house.reload().usable());
        assertEquals(List.of("second"), told);
        assertEquals(directory.resolve("second"), house.status().directory());
        assertTrue(
                house.status().problems().get(0).contains("not today"),
                () -> house.status().problems().toString());
    }
}
