package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which running gateway a command talks to: the one that is named, else the only one that runs. */
final class TargetOptions {
    private static final Pattern OWN =
            Pattern.compile("(https?://)(?:localhost|127\\.0\\.0\\.1|\\[::1])((?::\\d+)?/?)");

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

    @Option(
            names = "--certificate",
            paramLabel = "SHA-256",
            converter = FingerprintConverter.class,
            description = {
                "Trusts the gateway's certificate with this fingerprint, which it prints at its start, and no other",
                "(default: GATEWAY_CERTIFICATE, else those that this Java trusts)."
            })
    @Nullable
    String certificate;

    /** Whether an address was named. */
    boolean named() {
        return url != null;
    }

    /** A client of the gateway that is meant. */
    GatewayClient client(Surroundings around, @Nullable Path logs) throws CommandFailure {
        Optional<Instance> instance = instance(around, logs);
        String address =
                instance.map(Instance::url).orElseGet(() -> Objects.requireNonNull(url, "an instance or an address"));
        return new GatewayClient(address, credentials(around, instance), trusted(around, instance));
    }

    private String trusted(Surroundings around, Optional<Instance> instance) throws CommandFailure {
        if (certificate != null) {
            return certificate;
        }
        Optional<String> variable = around.variable("GATEWAY_CERTIFICATE");
        if (instance.isPresent() || variable.isEmpty()) {
            return instance.map(Instance::certificate).orElse("");
        }
        try {
            return FingerprintConverter.digits(variable.get());
        } catch (TypeConversionException wrong) {
            throw CommandFailure.usage("GATEWAY_CERTIFICATE: " + wrong.getMessage());
        }
    }

    /** The instance file of the gateway that is meant; empty only when {@code --url} names one that has none here. */
    Optional<Instance> instance(Surroundings around, @Nullable Path logs) throws CommandFailure {
        Instances instances = Instances.of(around);
        if (url != null) {
            String wanted = canonical(url);
            return instances.alive().stream()
                    .filter(instance -> canonical(instance.url()).equals(wanted))
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

    /** The same for all names that this machine has for itself. */
    private static String canonical(String address) {
        Matcher own = OWN.matcher(address.toLowerCase(Locale.ROOT));
        String same = own.matches() ? own.group(1) + "127.0.0.1" + own.group(2) : address;
        return same.endsWith("/") ? same.substring(0, same.length() - 1) : same;
    }

    /** Reads a fingerprint, with colons or without. */
    static final class FingerprintConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return digits(value);
        }

        static String digits(String value) {
            String digits = value.strip().replace(":", "").toLowerCase(Locale.ROOT);
            if (!digits.matches("[0-9a-f]{64}")) {
                throw new TypeConversionException("'" + value + "' is no SHA-256: it has 64 hexadecimal digits");
            }
            return digits;
        }
    }
}
