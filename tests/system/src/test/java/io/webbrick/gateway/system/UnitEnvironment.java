package io.webbrick.gateway.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment that a service's unit takes from the options file of its platform, read as systemd reads it. */
final class UnitEnvironment {
    private UnitEnvironment() {}

    static Map<String, String> of(String platform) throws IOException {
        Path file = Distribution.home().resolve("platform").resolve(platform).resolve("java.options");
        Map<String, String> variables = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && equals > 0) {
                variables.put(
                        line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
            }
        }
        return variables;
    }
}
