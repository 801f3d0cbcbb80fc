package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.house.HouseOptions;
import io.webbrick.gateway.app.house.HttpOptions;
import io.webbrick.gateway.app.place.GatewayIdFile;
import io.webbrick.gateway.app.place.MemoryFiles;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.app.tls.Certificates;
import io.webbrick.gateway.app.tls.TlsOptions;
import io.webbrick.gateway.events.source.UdpReceiver;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code run} and {@code demo} take. */
final class RunOptions {
    @Option(
            names = "--platform",
            paramLabel = "NAME",
            converter = PlatformConverter.class,
            defaultValue = "disk",
            description = "disk, appliance or none: what is laid over the configuration (default: ${DEFAULT-VALUE}).")
    String platform = "disk";

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description = "The directory of log.cfg, prod.cfg and users (default: conf of the installation).")
    @Nullable
    Path conf;

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "The log directory (default: what the configuration says).")
    @Nullable
    Path logs;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            converter = HostPort.Converter.class,
            defaultValue = "127.0.0.1:8080",
            description = "Where page and API answer; port 0 takes a free one (default: ${DEFAULT-VALUE}).")
    HostPort http = new HostPort("127.0.0.1", 8080);

    @Option(
            names = "--http-name",
            paramLabel = "NAME",
            split = ",",
            description = "Further names by which browsers may call this gateway, such as house.lan.")
    List<String> httpNames = new ArrayList<>();

    @Option(
            names = "--tls",
            paramLabel = "self",
            description = "Answer over TLS with a certificate that the gateway makes and renews itself.")
    @Nullable
    String tls;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Answer over TLS with this certificate and those of its authorities, in PEM.")
    @Nullable
    Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The private key of --tls-cert, in PEM.")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--udp",
            paramLabel = "HOST:PORT|PORT|off",
            defaultValue = "127.0.0.1:2552",
            description = "Where WebBricks send their packets (default: ${DEFAULT-VALUE}).")
    String udp = "127.0.0.1:2552";

    @Option(
            names = "--udp-allow",
            paramLabel = "NETWORK",
            split = ",",
            description = "Networks that may send packets, such as 192.168.1.0/24; needed when --udp is not loopback.")
    List<String> udpNetworks = new ArrayList<>();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = RangeOptions.ZoneConverter.class,
            description = "Where midnight is, such as Europe/London (default: what the configuration says).")
    @Nullable
    ZoneId zone;

    @Option(
            names = "--strict",
            description = "Refuse to start with a broken configuration instead of the last good one.")
    boolean strict;

    /** What the gateway is started with. */
    HouseOptions house(Surroundings around, @Nullable Path logDirectory, @Nullable Long demoSeed)
            throws CommandFailure, IOException {
        Path directory = conf == null ? around.installation().conf() : conf;
        if (!Files.isDirectory(directory)) {
            throw CommandFailure.usage("--conf " + directory + " is no directory; it must hold log.cfg");
        }
        if (logDirectory != null && logDirectory.toString().startsWith("ram:")) {
            throw CommandFailure.usage("--logs names a directory; for logs in memory put logRoot='ram:' into prod.cfg");
        }
        var logging = new LoggingOptions(
                around.installation().sources(directory, platform),
                logDirectory == null ? null : logDirectory.toAbsolutePath().normalize(),
                zone,
                around.home(),
                strict,
                around.clock(),
                MemoryFiles::directory);
        return new HouseOptions(
                logging,
                new HttpOptions(http.host(), http.port(), httpNames, tls(directory)),
                udpAddress(),
                udpNetworks,
                new AccountsFile(directory.resolve(AccountsFile.NAME)),
                new GatewayIdFile(directory.resolve(GatewayIdFile.NAME)),
                demoSeed);
    }

    private @Nullable TlsOptions tls(Path directory) throws CommandFailure {
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw CommandFailure.usage("--tls-cert and --tls-key belong together; give both, or --tls self");
        }
        if (tls != null && !tls.equals("self")) {
            throw CommandFailure.usage("--tls " + tls
                    + " means nothing; it takes self, for files there are --tls-cert and" + " --tls-key");
        }
        if (tls != null && tlsCertificate != null) {
            throw CommandFailure.usage("--tls self and --tls-cert exclude each other; choose one certificate");
        }
        if (tlsCertificate != null && tlsKey != null) {
            return new TlsOptions.Given(tlsCertificate, tlsKey);
        }
        return tls == null ? null : new TlsOptions.Self(directory.resolve(Certificates.NAME));
    }

    private @Nullable InetSocketAddress udpAddress() throws CommandFailure {
        if (udp.equalsIgnoreCase("off")) {
            return null;
        }
        try {
            return UdpReceiver.address(udp);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--udp: " + e.getMessage() + "; or off");
        }
    }
}
