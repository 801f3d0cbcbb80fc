package io.webbrick.gateway.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a gateway writes for its logs can be read by its owner and its group only, even with a umask that allows all. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "file modes are POSIX's")
final class FileModesTest {
    private static final Set<PosixFilePermission> FORBIDDEN = EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    @TempDir
    Path place;

    private House start() throws IOException {
        Path script = Files.writeString(
                place.resolve("gateway-without-umask"),
                "#!/bin/sh\numask 000\nexec '" + Distribution.launcher() + "' \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        Path conf = Files.createDirectories(place.resolve("conf"));
        Files.copy(Distribution.home().resolve("conf").resolve("log.cfg"), conf.resolve("log.cfg"));
        Files.writeString(conf.resolve("prod.cfg"), """
                [logging]
                snapshot='1MB/day'
                snapshotRoot='%s'

                [[handlers]]

                [[[EventLog]]]
                maxBytes='4KB'
                backupCount=0
                keep='1d'
                compress='gzip'
                """.formatted(place.resolve("snapshots")));
        return House.run(script, place, Map.of(), "--logs", House.logs(place).toString(), "--conf", conf.toString());
    }

    /** All that lies there, and what may not be done with it. */
    private static List<String> tooOpen(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(FileModesTest::isTooOpen)
                    .map(path -> directory.relativize(path).toString())
                    .toList();
        }
    }

    private static boolean isTooOpen(Path path) {
        try {
            return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
                    .anyMatch(FORBIDDEN::contains);
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void filesAndDirectoriesOfTheLogsAreForOwnerAndGroupOnly() throws IOException {
        Path logs = House.logs(place);
        try (House house = start()) {
            for (int event = 0; event < 400; event++) {
                String body =
                        "{\"type\":\"test/number\",\"source\":\"test/number\",\"payload\":{\"val\":" + event + "}}";
                assertEquals(200, house.post("/api/events", body).statusCode());
            }
            Finished set = house.command("levels", "EventLog.time.second", "INFO");
            assertEquals(0, set.status(), set::err);
            assertEquals(200, house.get("/api/sources").statusCode());
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                List<String> names = names(logs);
                assertTrue(names.containsAll(List.of("ledger", "levels", "ring", "last-good")), names::toString);
                assertTrue(names.stream().anyMatch(name -> name.matches("EventLog.log.*gz")), names::toString);
            });
            assertEquals(List.of(), tooOpen(logs));
        }
        assertEquals(List.of(), tooOpen(logs));
        assertTrue(names(place.resolve("snapshots")).stream().anyMatch(name -> name.startsWith("EventLog.log")));
        assertEquals(List.of(), tooOpen(place.resolve("snapshots")));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
