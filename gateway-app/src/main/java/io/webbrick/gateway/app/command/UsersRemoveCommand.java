package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.place.Surroundings;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes an account and the token of the same name. */
@Command(name = "remove", description = "Removes an account, or a token.")
final class UsersRemoveCommand extends GatewayCommand {
    @Mixin
    AccountOptions accounts = new AccountOptions();

    @Parameters(paramLabel = "NAME", description = "The account or token.")
    String name = "";

    UsersRemoveCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        AccountsFile file = accounts.file(around());
        if (!file.remove(name)) {
            throw CommandFailure.problem("there is no account " + name + " in " + file.path());
        }
        out().println("removed " + name);
        return 0;
    }
}
