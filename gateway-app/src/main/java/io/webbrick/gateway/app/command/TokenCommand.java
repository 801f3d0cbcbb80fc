package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.account.Account;
import io.webbrick.gateway.app.account.Account.Kind;
import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.account.Tokens;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.web.Accounts.Role;
import java.io.IOException;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a token for a script. */
@Command(
        name = "token",
        description = {
            "Makes a token for a script and prints it once; only its hash is kept.",
            "A token of the same name is replaced; 'gateway users remove NAME' takes it back."
        })
final class TokenCommand extends GatewayCommand {
    @Mixin
    AccountOptions accounts = new AccountOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "viewer",
            description = "viewer or admin (default: ${DEFAULT-VALUE}).")
    Role role = Role.VIEWER;

    @Parameters(paramLabel = "NAME", description = "What the token is for.")
    String name = "";

    TokenCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        Account.checkName(name);
        AccountsFile file = accounts.file(around());
        String token = Tokens.make(new SecureRandom());
        boolean replaced = file.find(Kind.TOKEN, name).isPresent();
        file.put(new Account(Kind.TOKEN, name, role, Tokens.hash(token)));
        out().println(token);
        note((replaced ? "replaced" : "made") + " the token " + name + " in " + file.path()
                + "; it is not shown again");
        return 0;
    }
}
