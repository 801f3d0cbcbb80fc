package io.webbrick.gateway.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One house for all tests that need nothing special of it, each with loggers of its own; it ends with the process. */
final class SharedHouse {
    private static @Nullable House open;

    private SharedHouse() {}

    static synchronized House get() throws IOException {
        House house = open;
        if (house == null) {
            Path directory = Path.of(System.getProperty("browser.directory"));
            Distribution.home();
            house = new House(Files.createTempDirectory(directory, "house"));
            open = house;
            Runtime.getRuntime().addShutdownHook(new Thread(house::close));
        }
        return house;
    }

    static synchronized boolean is(House house) {
        return house == open;
    }
}
