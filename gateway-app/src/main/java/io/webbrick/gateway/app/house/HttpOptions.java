package io.webbrick.gateway.app.house;

import java.util.List;

/**
 * Where page and API answer.
 *
 * @param names further names by which browsers may call this gateway
 */
public record HttpOptions(String host, int port, List<String> names) {
    public HttpOptions {
        names = List.copyOf(names);
    }
}
