package io.webbrick.gateway.logging.config;

import java.util.List;

/**
 * What the configuration says of watched HTTP requests. Immutable.
 *
 * @param tokens the clients that show their secrets; {@link #ALL} among them means each
 * @param data the clients that show their bodies; {@link #ALL} among them means each
 * @param dataBytes how much of a body is shown
 * @param headers names of further headers that hold secrets
 * @param parameters names of further parameters that hold secrets
 * @param paths where further secrets stand in JSON, names with full stops between them
 */
public record WireSpec(
        List<String> tokens,
        List<String> data,
        int dataBytes,
        List<String> headers,
        List<String> parameters,
        List<String> paths) {
    /** Every client. */
    public static final String ALL = "*";

    /** What is usually shown of a body. */
    static final int USUAL_BYTES = 4_096;

    /** No file says anything. */
    public static final WireSpec NONE =
            new WireSpec(List.of(), List.of(), USUAL_BYTES, List.of(), List.of(), List.of());

    public WireSpec {
        tokens = List.copyOf(tokens);
        data = List.copyOf(data);
        headers = List.copyOf(headers);
        parameters = List.copyOf(parameters);
        paths = List.copyOf(paths);
    }
}
