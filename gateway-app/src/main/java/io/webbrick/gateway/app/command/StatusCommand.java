package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.app.print.Sizes;
import io.webbrick.gateway.app.print.Table;
import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.logging.GatewayLogging;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how the running gateway stands. */
@Command(
        name = "status",
        description = {
            "Shows streams, sizes, losses, the ring and the configuration of the running gateway.",
            "Exit status 1 when there are problems."
        })
final class StatusCommand extends GatewayCommand {
    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(names = "--logs", paramLabel = "DIR", description = "The gateway that writes into this directory.")
    @Nullable
    Path logs;

    @Option(names = "--json", description = "Print what the gateway answers, as JSON.")
    boolean json;

    StatusCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (logs != null
                && target.url == null
                && Instances.of(around()).writing(logs).isEmpty()) {
            Map<Path, Integer> unwritten = GatewayLogging.unwritten(logs);
            if (!unwritten.isEmpty()) {
                printDead(logs, unwritten);
                return CommandFailure.PROBLEM;
            }
        }
        GatewayClient client = target.client(around(), logs);
        Map<?, ?> status = client.get("/api/status");
        if (json) {
            out().println(Json.write(status));
        } else {
            print(status, client);
        }
        return healthy(status) ? 0 : CommandFailure.PROBLEM;
    }

    /** A gateway that was killed: what it accepted and did not write is still in its ring. */
    private void printDead(Path directory, Map<Path, Integer> unwritten) {
        int all = unwritten.values().stream().mapToInt(Integer::intValue).sum();
        if (json) {
            var files = new LinkedHashMap<String, Object>();
            unwritten.forEach((file, records) -> files.put(file.toString(), records));
            var status = new LinkedHashMap<String, Object>();
            status.put("running", false);
            status.put("directory", directory.toString());
            status.put("unwritten", files);
            out().println(Json.write(status));
            return;
        }
        fact("gateway", "not running, it did not end orderly");
        fact("logs", directory);
        fact("ring", all + " lines that are not in their files yet; the next start writes them");
        out().println();
        var table = new Table("UNWRITTEN", "FILE");
        unwritten.forEach((file, records) -> table.row(records, file.toString()));
        table.print(out());
    }

    private static boolean healthy(Map<?, ?> status) {
        return number(status, "lost") == 0
                && list(status, "problems").isEmpty()
                && list(status, "configurationProblems").isEmpty()
                && !Boolean.FALSE.equals(status.get("healthy"));
    }

    private void print(Map<?, ?> status, GatewayClient client) {
        fact("gateway", client.address() + uptime(status));
        fact("gateway id", status.get("gatewayId"));
        fact("logs", status.get("directory"));
        fact("configuration", status.get("configuration"));
        fact("ring", status.get("ring"));
        if (status.get("budget") instanceof Map<?, ?> budget) {
            fact("budget", Sizes.of(number(budget, "used")) + " of " + Sizes.of(number(budget, "limit")));
        }
        fact(
                "records",
                number(status, "accepted") + " accepted, " + number(status, "stored") + " stored, "
                        + number(status, "lost") + " lost");
        if (number(status, "missingAttributes") > 0) {
            fact(
                    "formats",
                    number(status, "missingAttributes") + " times an attribute was missing, nothing was shown for it");
        }
        list(status, "doubtfulLoggers").forEach(text -> fact("misspelled?", text));
        out().println();
        streams(status).print(out());
        if (!list(status, "shippers").isEmpty()) {
            out().println();
            shippers(status).print(out());
        }
        var problems = new ArrayList<Object>(list(status, "configurationProblems"));
        problems.addAll(list(status, "problems"));
        if (!problems.isEmpty()) {
            out().println();
            problems.forEach(problem -> out().println("problem: " + problem));
        }
    }

    private static Table streams(Map<?, ?> status) {
        var table = new Table("STREAM", "LEVEL", "SIZE", "FILES", "STORED", "LOST", "OLDEST", "KEEPS", "FILE");
        for (Object each : list(status, "streams")) {
            if (each instanceof Map<?, ?> stream) {
                table.row(
                        text(stream, "name"),
                        text(stream, "level"),
                        Sizes.of(number(stream, "bytes")),
                        number(stream, "files"),
                        number(stream, "stored"),
                        number(stream, "lost"),
                        text(stream, "oldest"),
                        stream.get("keepsDays") instanceof Number days ? days + " d" : "-",
                        text(stream, "file"));
            }
        }
        return table;
    }

    private static Table shippers(Map<?, ?> status) {
        var table =
                new Table("SHIPPER", "STATE", "LAG", "SENT", "REJECTED", "GAPS", "LAST SUCCESS", "LAST ERROR", "TO");
        for (Object each : list(status, "shippers")) {
            if (each instanceof Map<?, ?> shipper) {
                table.row(
                        text(shipper, "name"),
                        text(shipper, "state"),
                        number(shipper, "lagMillis") / 1_000 + " s",
                        number(shipper, "sent"),
                        number(shipper, "rejected"),
                        number(shipper, "gaps"),
                        text(shipper, "lastSuccess"),
                        text(shipper, "lastError"),
                        text(shipper, "destination"));
            }
        }
        return table;
    }

    private void fact(String name, @Nullable Object value) {
        out().println(String.format("%-14s %s", name, value == null ? "-" : value));
    }

    private static String uptime(Map<?, ?> status) {
        if (!(status.get("uptimeSeconds") instanceof Number seconds)) {
            return "";
        }
        Duration up = Duration.ofSeconds(seconds.longValue());
        return ", up " + (up.toDays() > 0 ? up.toDays() + " d " : "") + up.toHoursPart() + " h " + up.toMinutesPart()
                + " min " + up.toSecondsPart() + " s";
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "-" : value.toString();
    }

    private static long number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? number.longValue() : 0;
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }
}
