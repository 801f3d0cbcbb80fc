package io.webbrick.gateway.web;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the web server listens.
 *
 * @param host name or address to bind to; {@code 0.0.0.0} or {@code ::} for all
 * @param port TCP port; 0 takes a free one
 * @param zone local time on the page, in graphs and in access lines; asked for each of them
 * @param hosts further names by which browsers may call this gateway (the {@code Host} header), such as {@code house.lan}
 * @param tls what to show over TLS; null for plain text
 */
public record WebOptions(
        String host,
        int port,
        Supplier<ZoneId> zone,
        List<String> hosts,
        @Nullable Tls tls) {
    public WebOptions {
        hosts = List.copyOf(hosts);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port (" + port + ") must be 0 to 65535");
        }
    }

    /** In plain text. */
    public WebOptions(String host, int port, Supplier<ZoneId> zone, List<String> hosts) {
        this(host, port, zone, hosts, null);
    }

    /** Binds here and answers to this host's usual names only. */
    public static WebOptions of(String host, int port, ZoneId zone) {
        return new WebOptions(host, port, () -> zone, List.of());
    }
}
