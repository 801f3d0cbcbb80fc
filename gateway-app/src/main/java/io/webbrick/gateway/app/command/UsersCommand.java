package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import picocli.CommandLine.Command;

/** {@code users}: holds the commands for accounts. */
@Command(
        name = "users",
        synopsisSubcommandLabel = "COMMAND",
        description = "Accounts: who may use the gateway from another machine.")
final class UsersCommand extends GatewayCommand {
    UsersCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() {
        throw wrong("add, passwd, list or remove is missing");
    }
}
