package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the gateway in the foreground. */
@Command(
        name = "run",
        description = {
            "Runs the gateway in the foreground until SIGTERM, Ctrl-C or 'gateway stop'.",
            "Prints 'gateway ready http://HOST:PORT' when it accepts."
        })
final class RunCommand extends GatewayCommand {
    @Mixin
    RunOptions options = new RunOptions();

    RunCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException, IOException {
        return Foreground.run(options.house(around(), options.logs, null), around());
    }
}
