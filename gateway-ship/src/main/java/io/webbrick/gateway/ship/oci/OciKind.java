package io.webbrick.gateway.ship.oci;

import io.webbrick.gateway.logging.sink.Shipper;
import io.webbrick.gateway.logging.sink.ShipperKind;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Limits;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.ShippingThread;
import io.webbrick.gateway.ship.wire.Batching;
import io.webbrick.gateway.ship.wire.Discreet;
import io.webbrick.gateway.ship.wire.Endpoint;
import io.webbrick.gateway.ship.wire.Wire;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code OciHandler}: delivery to OCI Logging, with the arguments of the handler that Oracle's developers describe. */
public final class OciKind implements ShipperKind {
    private static final Limits USUAL = new Limits(9_000_000, 100, Duration.ofSeconds(10), null, 0);
    private static final Limits MOST = new Limits(9_000_000, 10_000, Duration.ZERO, null, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CAPACITY = "capacity";
    private static final String AUTH = "auth";
    private static final String BY_KEY = "api_key";
    private static final String BY_INSTANCE = "instance_principal";
    private static final URI METADATA = URI.create("http://169.254.169.254");

    @Override
    public String name() {
        return "OciHandler";
    }

    @Override
    public Set<String> keys() {
        return Batching.keys(
                List.of(), "log_ocid", AUTH, "config", "profile", CAPACITY, "source", "type", "region", "endpoint");
    }

    @Override
    public void check(ShipperSettings settings, Findings findings) {
        Batching.check(settings, MOST, findings);
        Batching.within(settings, CAPACITY, 1, MOST.count(), findings);
        if (!settings.text("log_ocid").orElse("").matches("[A-Za-z0-9._-]{1,255}")) {
            findings.error("log_ocid", "log_ocid is the OCID of a log, such as 'ocid1.log.oc1..aaaa'");
        }
        if (settings.has(CAPACITY) && settings.has(Batching.COUNT)) {
            findings.error(CAPACITY, "capacity and batch_count say the same; remove one");
        }
        settings.text("endpoint")
                .flatMap(Endpoint::fault)
                .ifPresent(fault -> findings.error("endpoint", "endpoint " + fault));
        checkAuth(settings, findings);
    }

    private static void checkAuth(ShipperSettings settings, Findings findings) {
        String auth = settings.text(AUTH).orElse(settings.has(AUTH) ? "" : BY_KEY);
        if (!List.of(BY_KEY, BY_INSTANCE).contains(auth)) {
            findings.error(AUTH, "auth is '" + BY_KEY + "' or '" + BY_INSTANCE + "'");
        }
        if (auth.equals(BY_INSTANCE) && (settings.has("config") || settings.has("profile"))) {
            findings.warning(AUTH, "the instance signs for itself; config and profile change nothing");
        }
        Map<String, String> config = settings.map("config");
        if (config.containsKey("key_content")) {
            findings.warning("config", "the key stands in the configuration itself; name its file in key_file");
        }
        if (config.containsKey("pass_phrase")) {
            findings.error(
                    "config", "keys with a passphrase are not read; make one without: openssl rsa -in KEY -out NEW");
        }
    }

    @Override
    public Shipper open(ShipperSettings settings, ShipperPlace place) {
        Sender sender = sender(settings, place, Path.of(System.getProperty("user.home", "")), METADATA, null);
        return new ShippingThread(settings, place, sender, limits(settings), settings.truth("fail_silent", false));
    }

    /** The handler's capacity is the count of a batch; 100 unless told. */
    static Limits limits(ShipperSettings settings) {
        Limits limits = Batching.limits(settings, USUAL);
        int count = (int) settings.number(CAPACITY).orElse(limits.count());
        return new Limits(limits.bytes(), count, limits.age(), null, 0);
    }

    /**
     * @param metadata where an instance asks who it is
     * @param federation where it gets its token; null for the region's
     */
    static Sender sender(
            ShipperSettings settings, ShipperPlace place, Path home, URI metadata, @Nullable URI federation) {
        boolean byInstance = settings.text(AUTH).orElse(BY_KEY).equals(BY_INSTANCE);
        OciSigners signers = byInstance
                ? new InstancePrincipal(metadata, federation, place.clock())
                : new ConfiguredKey(settings, home);
        var sender = new OciSender(settings, signers, place.newest().toString(), new Wire(PATIENCE), place.clock());
        return new Discreet(sender, signers::secrets);
    }
}
