package io.webbrick.gateway.app.place;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a command takes from the process it runs in; a test hands in its own. Immutable.
 *
 * @param home the installation: where conf and platform lie
 * @param temp where temporary files of this machine lie
 * @param user the name of the user who runs the command
 * @param environment environment variables
 * @param in standard input
 * @param terminal whether somebody watches standard error
 * @param prompt asks the person at the terminal for a secret; answers null when there is no terminal
 */
public record Surroundings(
        Path home,
        Path temp,
        String user,
        Map<String, String> environment,
        InputStream in,
        boolean terminal,
        Prompt prompt,
        InstantSource clock) {
    /** Asks for a secret without showing it. */
    @FunctionalInterface
    public interface Prompt {
        /** What was typed; null when there is nobody to ask. */
        char @Nullable [] ask(String question);
    }

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
                Boolean.getBoolean("gateway.terminal"),
                Surroundings::askAtConsole,
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

    /** The launchers choose the console that is null when there is no terminal, on every Java. */
    @SuppressWarnings("SystemConsoleNull")
    private static char @Nullable [] askAtConsole(String question) {
        Console console = System.console();
        return console == null ? null : console.readPassword("%s", question);
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
