package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.client.Query;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.app.print.Table;
import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and sets the levels of loggers in the running gateway. */
@Command(
        name = "levels",
        customSynopsis = {"gateway levels [--json] [LOGGER [LEVEL|default] [--for 30m]]"},
        description = {
            "Shows from which level on the running gateway keeps the records of its loggers, or sets a level.",
            "What is set lies over the configuration until 'default' takes it back, or --for is over; '(root)' is the",
            "root logger."
        })
final class LevelsCommand extends GatewayCommand {
    private static final String DEFAULT = "default";
    private static final String PATH = "/api/loggers";

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(names = "--logs", paramLabel = "DIR", description = "The gateway that writes into this directory.")
    @Nullable
    Path logs;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long the level is to last: a number with s, m, h or d, such as 30m.")
    @Nullable
    String length;

    @Option(names = "--json", description = "Print what the gateway answers, as JSON.")
    boolean json;

    @Parameters(index = "0", arity = "0..1", paramLabel = "LOGGER", description = "A logger's full name.")
    @Nullable
    String logger;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LEVEL",
            description = "A level's name or number, or 'default' to take back what was set.")
    @Nullable
    String level;

    LevelsCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        check();
        GatewayClient client = target.client(around(), logs);
        Map<?, ?> answer = answer(client);
        if (json) {
            out().println(Json.write(answer));
        } else {
            print(answer.get("loggers") instanceof List<?> all ? all : List.of(answer));
        }
        return 0;
    }

    private void check() {
        String word = level == null || level.equalsIgnoreCase(DEFAULT) ? null : level;
        if (length != null && word == null) {
            throw wrong("--for needs a LOGGER and a LEVEL");
        }
        if (length != null && !length.matches("[0-9]{1,8}[smhd]")) {
            throw wrong("--for \"" + length + "\" must be a number with s, m, h or d, such as 30m");
        }
        if (word != null && !isLevel(word)) {
            throw wrong("level \"" + word + "\" unknown; one of " + Level.NAMES + ", NOTSET, or " + DEFAULT);
        }
    }

    private static boolean isLevel(String word) {
        boolean number = word.matches("[0-9]{1,2}") && Integer.parseInt(word) <= Level.CRITICAL.number();
        return number || word.equalsIgnoreCase("NOTSET") || Level.named(word).isPresent();
    }

    private Map<?, ?> answer(GatewayClient client) throws IOException {
        if (logger == null) {
            return client.get(PATH);
        }
        String path = PATH + "/" + Query.encoded(logger).replace("%2F", "/");
        if (level == null) {
            return client.get(path);
        }
        if (level.equalsIgnoreCase(DEFAULT)) {
            return client.delete(path);
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("level", level.toUpperCase(Locale.ROOT));
        if (length != null) {
            body.put("for", length);
        }
        return client.put(path, Json.write(body));
    }

    private void print(List<?> loggers) {
        var table = new Table("LOGGER", "LEVEL", "ORIGIN", "UNTIL", "STREAMS");
        for (Object each : loggers) {
            if (each instanceof Map<?, ?> shown) {
                table.row(
                        text(shown, "name"),
                        text(shown, "level"),
                        text(shown, "origin"),
                        text(shown, "until"),
                        shown.get("streams") instanceof List<?> streams && !streams.isEmpty()
                                ? String.join(
                                        ", ",
                                        streams.stream().map(String::valueOf).toList())
                                : "-");
            }
        }
        table.print(out());
        if (level != null && loggers.size() == 1 && loggers.get(0) instanceof Map<?, ?> shown) {
            note(shown);
        }
    }

    /** No stream may take what the logger lets pass: better said than wondered about. */
    private void note(Map<?, ?> shown) {
        Object set = shown.get("set");
        if (set != null && !set.equals(shown.get("level"))) {
            note("set to " + set + ", but no stream takes that of this logger; 'gateway explain' tells why");
        }
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "-" : value.toString();
    }
}
