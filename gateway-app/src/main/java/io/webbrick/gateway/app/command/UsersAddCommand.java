package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.account.Account;
import io.webbrick.gateway.app.account.Account.Kind;
import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.account.Passwords;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.web.Accounts.Role;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an account with a password. */
@Command(name = "add", description = "Makes an account; its password is asked for.")
final class UsersAddCommand extends GatewayCommand {
    @Mixin
    AccountOptions accounts = new AccountOptions();

    @Mixin
    PasswordOptions password = new PasswordOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "viewer or admin (default: admin for the first account, viewer for others).")
    @Nullable
    Role role;

    @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
    String name = "";

    UsersAddCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        Account.checkName(name);
        AccountsFile file = accounts.file(around());
        if (file.find(Kind.USER, name).isPresent()) {
            throw CommandFailure.problem("there is an account " + name + " already; 'gateway users passwd " + name
                    + "' changes its password");
        }
        boolean first = file.read().stream().noneMatch(account -> account.kind() == Kind.USER);
        Role given = role != null ? role : first ? Role.ADMIN : Role.VIEWER;
        var account = new Account(Kind.USER, name, given, Passwords.hash(password.read(around(), name)));
        file.put(account);
        out().println("added " + name + " (" + account.roleWord() + ") to " + file.path());
        return 0;
    }
}
