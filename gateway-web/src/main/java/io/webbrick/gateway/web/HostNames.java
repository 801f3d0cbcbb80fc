package io.webbrick.gateway.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By which names browsers may call this gateway. Any other name in the {@code Host} header means that somebody else's
 * web page had its name point here (DNS rebinding). Numeric addresses cannot be made to point elsewhere; they are taken
 * unless only loopback is served. Immutable.
 */
final class HostNames {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Set<String> names = new HashSet<>();
    private final boolean loopbackOnly;

    HostNames(WebOptions options, InetSocketAddress bound) {
        this.loopbackOnly = bound.getAddress().isLoopbackAddress();
        names.add("localhost");
        names.add("127.0.0.1");
        names.add("[::1]");
        names.add(plain(options.host()));
        options.hosts().forEach(name -> names.add(plain(name)));
        if (!loopbackOnly) {
            addOwnName();
        }
    }

    /** Whether a request for this host is meant for us; {@code host} without a port, IPv6 with or without brackets. */
    boolean knows(@Nullable String host) {
        if (host == null || host.isEmpty()) {
            return false;
        }
        String name = plain(host);
        return names.contains(name) || (!loopbackOnly && numeric(name));
    }

    /**
     * Whether a page at this origin is one of ours, given the host and port that the request was sent to. Without a port
     * both mean the usual one of the page's scheme: TLS may end before us.
     */
    static boolean sameOrigin(String origin, @Nullable String host, int port) {
        try {
            var from = new URI(origin);
            if (host == null || from.getHost() == null) {
                return false;
            }
            int usual = "https".equals(from.getScheme()) ? 443 : 80;
            int fromPort = from.getPort() >= 0 ? from.getPort() : usual;
            return plain(from.getHost()).equals(plain(host)) && fromPort == (port > 0 ? port : usual);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void addOwnName() {
        try {
            String own = plain(InetAddress.getLocalHost().getHostName());
            names.add(own);
            names.add(own + ".local");
        } catch (UnknownHostException e) {
            names.add("localhost.localdomain");
        }
    }

    private static boolean numeric(String name) {
        return name.startsWith("[") || IPV4.matcher(name).matches();
    }

    private static String plain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
    }
}
