package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.config.WireSpec;
import java.util.List;

/**
 * What the configuration says of watched HTTP requests, for whoever watches them. Immutable.
 *
 * @param tokens the clients that show their secrets
 * @param data the clients that show their bodies
 * @param dataBytes how much of a body is shown
 * @param headers names of further headers that hold secrets
 * @param parameters names of further parameters that hold secrets
 * @param paths where further secrets stand in JSON, names with full stops between them
 */
public record ConfiguredWire(
        List<String> tokens,
        List<String> data,
        int dataBytes,
        List<String> headers,
        List<String> parameters,
        List<String> paths) {
    /** No file says anything: all is masked. */
    public static final ConfiguredWire NONE = of(WireSpec.NONE);

    static ConfiguredWire of(WireSpec spec) {
        return new ConfiguredWire(
                spec.tokens(), spec.data(), spec.dataBytes(), spec.headers(), spec.parameters(), spec.paths());
    }

    /** Whether this client shows its secrets. */
    public boolean showsTokens(String client) {
        return names(tokens, client);
    }

    /** Whether this client shows its bodies. */
    public boolean showsData(String client) {
        return names(data, client);
    }

    private static boolean names(List<String> clients, String client) {
        return clients.contains(WireSpec.ALL) || clients.contains(client);
    }
}
