package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.place.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the accounts are kept. */
final class AccountOptions {
    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description = "The directory of the configuration; its file 'users' holds the accounts (default: conf).")
    @Nullable
    Path conf;

    AccountsFile file(Surroundings around) {
        Path directory = conf == null ? around.installation().conf() : conf;
        return new AccountsFile(directory.resolve(AccountsFile.NAME));
    }
}
