package io.webbrick.gateway.app.house;

import io.webbrick.gateway.app.tls.TlsOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where page and API answer.
 *
 * @param names further names by which browsers may call this gateway
 * @param tls where the certificate comes from; null for plain text
 */
public record HttpOptions(
        String host, int port, List<String> names, @Nullable TlsOptions tls) {
    /** In plain text. */
    public HttpOptions(String host, int port, List<String> names) {
        this(host, port, names, null);
    }

    public HttpOptions {
        names = List.copyOf(names);
    }
}
