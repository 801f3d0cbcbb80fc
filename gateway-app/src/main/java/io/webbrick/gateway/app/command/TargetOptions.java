package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running gateway a command talks to: the one that is named, else the only one that runs. */
final class TargetOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The running gateway to ask, such as http://127.0.0.1:8080 (default: the one that runs here).")
    @Nullable
    String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Signs in to a gateway that has accounts (default: GATEWAY_TOKEN).")
    @Nullable
    String token;

    /** Whether an address was named. */
    boolean named() {
        return url != null;
    }

    /** A client of the gateway that is meant. */
    GatewayClient client(Surroundings around, @Nullable Path logs) throws CommandFailure {
        Optional<Instance> instance = instance(around, logs);
        String address = url != null ? url : instance.orElseThrow().url();
        String certificate = instance.map(Instance::certificate).orElse("");
        return new GatewayClient(address, credentials(around, instance), certificate);
    }

    /** The instance file of the gateway that is meant; empty only when {@code --url} names one that has none here. */
    Optional<Instance> instance(Surroundings around, @Nullable Path logs) throws CommandFailure {
        Instances instances = Instances.of(around);
        if (url != null) {
            String wanted = trimmed(url);
            return instances.alive().stream()
                    .filter(instance -> trimmed(instance.url()).equals(wanted))
                    .findFirst();
        }
        if (logs != null) {
            return Optional.of(instances
                    .writing(logs)
                    .orElseThrow(() -> CommandFailure.problem("no running gateway writes into " + logs
                            + "; 'gateway run --logs " + logs + "' starts one")));
        }
        return Optional.of(only(instances.alive())
                .orElseThrow(() -> CommandFailure.problem("no running gateway found; start one with 'gateway run' or"
                        + " 'gateway demo', or name one with --url")));
    }

    /** The only running gateway; empty when none runs, a failure when several do. */
    static Optional<Instance> only(List<Instance> alive) throws CommandFailure {
        if (alive.size() > 1) {
            String all = alive.stream()
                    .map(instance -> instance.url() + " (" + instance.logs() + ")")
                    .collect(Collectors.joining(", "));
            throw CommandFailure.usage("several gateways run: " + all + "; name one with --url or --logs");
        }
        return alive.stream().findFirst();
    }

    private Optional<String> credentials(Surroundings around, Optional<Instance> instance) {
        if (token != null) {
            return Optional.of(token);
        }
        return around.variable("GATEWAY_TOKEN").or(() -> instance.map(Instance::token));
    }

    private static String trimmed(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
