package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.house.DemoDirectory;
import io.webbrick.gateway.app.place.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the gateway with a simulated house. */
@Command(
        name = "demo",
        description = {
            "Runs the gateway with a simulated house: temperatures, switches and energy that move.",
            "Its logs have a directory of their own (default: var/demo of the installation)."
        })
final class DemoCommand extends GatewayCommand {
    @Mixin
    RunOptions options = new RunOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed makes the same house (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    DemoCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException, IOException {
        Path logs = options.logs != null
                ? DemoDirectory.claim(options.logs)
                : DemoDirectory.firstUsable(List.of(
                        around().installation().var().resolve("demo"),
                        around().temp()
                                .resolve("webbrick-demo-" + around().user().replaceAll("[^A-Za-z0-9._-]", "_"))));
        return Foreground.run(options.house(around(), logs, seed), around());
    }
}
