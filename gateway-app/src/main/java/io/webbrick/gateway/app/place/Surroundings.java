package io.webbrick.gateway.app.place;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a command takes from the process it runs in; a test hands in its own. Immutable.
 *
 * @param home the installation: where conf and platform lie
 * @param temp where temporary files of this machine lie
 * @param user the name of the user who runs the command
 * @param environment environment variables
 * @param in standard input
 */
public record Surroundings(
        Path home, Path temp, String user, Map<String, String> environment, InputStream in, InstantSource clock) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** The surroundings of this process. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                homeOfThisProcess(),
                Path.of(System.getProperty("java.io.tmpdir")),
                System.getProperty("user.name"),
                System.getenv(),
                new FileInputStream(FileDescriptor.in),
                InstantSource.system());
    }

    /** The value of an environment variable that is set to something. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    public Installation installation() {
        return new Installation(home);
    }

    /** The zone that local times mean unless an option says otherwise. */
    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    private static Path homeOfThisProcess() {
        String told = System.getProperty("gateway.home");
        if (told != null) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path at = here; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("conf").resolve("log.cfg"))) {
                return at;
            }
        }
        return here;
    }
}
