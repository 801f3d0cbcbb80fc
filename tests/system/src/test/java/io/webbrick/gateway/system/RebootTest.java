package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reboot takes logs in memory away: what went to the card before is read back with {@code tail --boot}. */
final class RebootTest {
    @TempDir
    Path place;

    private Path conf = Path.of("");

    @BeforeEach
    void configure() throws IOException {
        conf = Files.createDirectories(place.resolve("conf"));
        Files.copy(Distribution.home().resolve("conf").resolve("log.cfg"), conf.resolve("log.cfg"));
        String card = place.resolve("card").toString().replace('\\', '/');
        Files.writeString(conf.resolve("prod.cfg"), "[logging]\nsnapshot='1MB/day'\nsnapshotRoot='" + card + "'\n");
    }

    private House start() {
        return House.run(place, "--conf", conf.toString());
    }

    private static void publish(House house, String source) {
        String body = "{\"type\":\"test/boot\",\"source\":\"" + source + "\",\"payload\":{\"val\":1}}";
        assertEquals(200, house.post("/api/events", body).statusCode());
    }

    private void reboot() throws IOException {
        try (Stream<Path> all = Files.walk(House.logs(place))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static List<String> events(House house, String boot) {
        Finished tail = house.command("tail", "EventLog", "--boot", boot, "--grep", "test/boot");
        assertEquals(0, tail.status(), tail::err);
        return tail.lines();
    }

    @Test
    void theLastBootsAreToldApartAndTheirNewestEventsAreThere() throws IOException {
        try (House first = start()) {
            publish(first, "boot/first");
        }
        reboot();
        try (House second = start()) {
            publish(second, "boot/second");
        }
        reboot();
        try (House third = start()) {
            publish(third, "boot/third");
            List<String> last = events(third, "-1");
            assertEquals(1, last.size(), last::toString);
            assertTrue(last.get(0).contains("boot/second"), last::toString);
            List<String> lastButOne = events(third, "-2");
            assertEquals(1, lastButOne.size(), lastButOne::toString);
            assertTrue(lastButOne.get(0).contains("boot/first"), lastButOne::toString);
            Finished older = third.command("tail", "EventLog", "--boot", "-3");
            assertFalse(older.status() == 0, older::out);
            assertEquals("", older.out());
            assertFalse(older.err().isBlank());
        }
    }
}
