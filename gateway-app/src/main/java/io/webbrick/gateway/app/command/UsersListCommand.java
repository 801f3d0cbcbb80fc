package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.account.Account;
import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.app.print.Table;
import io.webbrick.gateway.events.line.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the accounts. */
@Command(name = "list", description = "Shows accounts and tokens; never their secrets.")
final class UsersListCommand extends GatewayCommand {
    @Mixin
    AccountOptions accounts = new AccountOptions();

    @Option(names = "--json", description = "Print a JSON array.")
    boolean json;

    UsersListCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        AccountsFile file = accounts.file(around());
        List<Account> all = file.read();
        if (json) {
            out().println(Json.write(objects(all)));
        } else if (all.isEmpty()) {
            out().println("no accounts in " + file.path() + "; 'gateway users add NAME' makes one");
        } else {
            var table = new Table("NAME", "KIND", "ROLE");
            all.forEach(account -> table.row(account.name(), kind(account), account.roleWord()));
            table.print(out());
        }
        return 0;
    }

    private static List<Map<String, Object>> objects(List<Account> all) {
        var objects = new ArrayList<Map<String, Object>>();
        for (Account account : all) {
            var object = new LinkedHashMap<String, Object>();
            object.put("name", account.name());
            object.put("kind", kind(account));
            object.put("role", account.roleWord());
            objects.add(object);
        }
        return objects;
    }

    private static String kind(Account account) {
        return account.kind().name().toLowerCase(Locale.ROOT);
    }
}
