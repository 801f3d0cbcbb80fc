package io.webbrick.gateway.app.tls;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** By which names and addresses browsers reach this machine, for a certificate that the gateway makes. Stateless. */
public final class OwnNames {
    private static final int MOST = 64;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private OwnNames() {}

    /** Those given, this machine's, and its addresses at this moment; each once. */
    public static List<String> with(Collection<String> given) {
        var names = new LinkedHashSet<String>(List.of("localhost", "127.0.0.1", "::1"));
        given.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> NAME.matcher(name).matches())
                .forEach(names::add);
        addMachine(names);
        addAddresses(names);
        return names.stream().limit(MOST).toList();
    }

    private static void addMachine(Set<String> names) {
        try {
            String own = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            if (NAME.matcher(own).matches()) {
                names.add(own);
                names.add(own.contains(".") ? own : own + ".local");
            }
        } catch (UnknownHostException nameless) {
            names.add("localhost");
        }
    }

    private static void addAddresses(Set<String> names) {
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(each -> Stream.of(each).flatMap(NetworkInterface::inetAddresses))
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
                    .forEach(names::add);
        } catch (SocketException unknown) {
            names.add("localhost");
        }
    }
}
