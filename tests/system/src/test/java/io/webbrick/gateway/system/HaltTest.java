package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine stops while an event is being handled. */
final class HaltTest {
    @TempDir
    Path place;

    @Test
    void theEventWhoseHandlerHaltsTheMachineIsReadableAfterTheRestart() {
        Path home = Distribution.home();
        String classes = Path.of(System.getProperty("project.root"), "tests", "system", "target", "test-classes")
                .toString();
        Finished halted = Finished.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        home.resolve("lib").resolve("gateway-app.jar") + File.pathSeparator + classes,
                        HaltingHouse.class.getName(),
                        home.toString(),
                        House.logs(place).toString()),
                place,
                environment -> {});
        assertEquals(HaltingHouse.STATUS, halted.status(), halted::err);

        try (House house = House.run(place)) {
            Finished events = house.command("events", "--format", "line");
            assertEquals(0, events.status(), events::err);
            assertEquals(2, events.lines().size(), events::out);
            assertTrue(events.lines().get(0).endsWith(" test/before,test/before"), events::out);
            assertTrue(events.lines().get(1).endsWith(" test/a,test/a,{\"val\":1}"), events::out);
        }
    }
}
