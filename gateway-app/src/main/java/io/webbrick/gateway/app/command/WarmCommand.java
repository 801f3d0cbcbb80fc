package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.house.House;
import io.webbrick.gateway.app.house.HouseOptions;
import io.webbrick.gateway.app.house.HttpOptions;
import io.webbrick.gateway.app.place.GatewayIdFile;
import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Uses every class that a usual command uses, for the archive that makes later starts fast: a whole gateway in a
 * temporary directory, and the short commands against it. The launchers call it; it prints nothing.
 */
@Command(name = "warm", hidden = true, description = "Fills the class archive of the launchers.")
final class WarmCommand extends GatewayCommand {
    private static final String SOURCE = "temperature/outside";

    @Option(names = "--archive", description = "Make this class archive, with child processes.")
    @Nullable
    Path archive;

    @Option(names = "--base", description = "What the archive is made for, written beside it.")
    String base = "";

    @Option(names = "--run-only", description = "Leave out the classes of the short commands.")
    boolean runOnly;

    WarmCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException, ConfigurationException, InterruptedException, CommandFailure {
        if (archive != null) {
            new ClassArchive(around(), runOnly).make(archive, base);
        } else {
            useEverything();
        }
        return 0;
    }

    private void useEverything() throws IOException, ConfigurationException {
        Path directory = Files.createTempDirectory(around().temp(), "webbrick-warm");
        try {
            Surroundings inside = inside(directory);
            Instances instances = Instances.of(inside);
            House house = House.start(options(directory.resolve("logs")), instances);
            try {
                use(instances.alive().get(0));
                if (!runOnly) {
                    shortCommands(inside);
                }
            } finally {
                house.close();
            }
        } finally {
            delete(directory);
        }
    }

    private Surroundings inside(Path directory) {
        var environment = new HashMap<>(around().environment());
        environment.put("GATEWAY_RUN_DIR", directory.resolve("run").toString());
        return new Surroundings(
                around().home(),
                around().temp(),
                around().user(),
                environment,
                around().in(),
                false,
                around().prompt(),
                around().clock());
    }

    private HouseOptions options(Path logs) throws IOException {
        var installation = around().installation();
        var logging = new LoggingOptions(
                installation.configuration(installation.conf(), "disk"),
                logs,
                null,
                around().home(),
                false,
                around().clock());
        var accounts = new AccountsFile(logs.resolve(AccountsFile.NAME));
        var identity = new GatewayIdFile(logs.resolveSibling(GatewayIdFile.NAME));
        return new HouseOptions(
                logging, new HttpOptions("127.0.0.1", 0, List.of()), null, List.of(), accounts, identity, 1L);
    }

    private static void use(Instance instance) throws IOException {
        var client = new GatewayClient(instance.url(), Optional.of(instance.token()));
        client.post(
                "/api/events",
                "application/json",
                "{\"type\":\"temperature\",\"source\":\"" + SOURCE + "\",\"payload\":{\"val\":11.4}}");
        client.text("/");
        client.get("/api/sources");
        client.get("/api/series?source=" + SOURCE);
    }

    private static void shortCommands(Surroundings inside) {
        for (List<String> command : List.of(
                List.of("--help"),
                List.of("status"),
                List.of("events"),
                List.of("events", "--format", "csv"),
                List.of("series", "--source", SOURCE),
                List.of("series", "--source", SOURCE, "--format", "svg"),
                List.of("tail", "Debug"),
                List.of("check"),
                List.of("users", "list"))) {
            GatewayCommandLine.run(inside, nowhere(), nowhere(), command.toArray(String[]::new));
        }
    }

    private static PrintWriter nowhere() {
        return new PrintWriter(Writer.nullWriter());
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
