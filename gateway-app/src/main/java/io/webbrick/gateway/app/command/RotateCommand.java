package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.client.Query;
import io.webbrick.gateway.app.place.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins new files in the running gateway. */
@Command(
        name = "rotate",
        description = {
            "Begins a new file in a stream of the running gateway, or in all that have files; what they held until now is",
            "history. Where the newest file is empty nothing changes."
        })
final class RotateCommand extends GatewayCommand {
    private static final String PATH = "/api/streams";

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(names = "--logs", paramLabel = "DIR", description = "The gateway that writes into this directory.")
    @Nullable
    Path logs;

    @Parameters(index = "0", arity = "0..1", paramLabel = "STREAM", description = "EventLog, Access, Error, Debug, ...")
    @Nullable
    String stream;

    RotateCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        GatewayClient client = target.client(around(), logs);
        for (String name : stream == null ? withFiles(client.get(PATH)) : List.of(stream)) {
            Map<?, ?> answer = client.post(PATH + "/" + Query.encoded(name) + "/rotate", "application/json", "");
            out().println(answer.get("stream") + " rotated");
        }
        return 0;
    }

    private static List<String> withFiles(Map<?, ?> answer) {
        return answer.get("streams") instanceof List<?> streams
                ? streams.stream()
                        .filter(each -> each instanceof Map<?, ?> shown && shown.get("file") != null)
                        .map(each -> Objects.toString(((Map<?, ?>) each).get("name")))
                        .toList()
                : List.of();
    }
}
