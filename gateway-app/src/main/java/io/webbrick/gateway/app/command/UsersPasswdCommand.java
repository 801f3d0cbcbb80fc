package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.account.Account;
import io.webbrick.gateway.app.account.Account.Kind;
import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.account.Passwords;
import io.webbrick.gateway.app.place.Surroundings;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives an account another password. */
@Command(name = "passwd", description = "Changes the password of an account.")
final class UsersPasswdCommand extends GatewayCommand {
    @Mixin
    AccountOptions accounts = new AccountOptions();

    @Mixin
    PasswordOptions password = new PasswordOptions();

    @Parameters(paramLabel = "NAME", description = "The account.")
    String name = "";

    UsersPasswdCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        AccountsFile file = accounts.file(around());
        Account old = file.find(Kind.USER, name)
                .orElseThrow(() -> CommandFailure.problem("there is no account " + name + " in " + file.path()
                        + "; 'gateway users add " + name + "' makes it"));
        String hash = Passwords.hash(password.read(around(), name));
        file.put(new Account(Kind.USER, name, old.role(), hash));
        out().println("changed the password of " + name);
        return 0;
    }
}
