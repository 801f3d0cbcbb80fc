package io.webbrick.gateway.ship.otlp;

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
import io.webbrick.gateway.ship.wire.Secret;
import io.webbrick.gateway.ship.wire.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code OtlpHandler}: delivery to whatever takes OTLP over HTTP. */
public final class OtlpKind implements ShipperKind {
    private static final Limits USUAL = new Limits(1_048_576, 1_000, Duration.ofSeconds(5), null, 0);
    private static final Limits MOST = new Limits(4_194_304, 10_000, Duration.ZERO, null, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/v1/logs";

    @Override
    public String name() {
        return "OtlpHandler";
    }

    @Override
    public Set<String> keys() {
        return Batching.keys(List.of(Secret.keys("token")), "endpoint", "headers", "compression", "service_name");
    }

    @Override
    public void check(ShipperSettings settings, Findings findings) {
        Batching.check(settings, MOST, findings);
        var token = new Secret(settings, "token", Map.of());
        token.check(findings);
        if (!settings.has("endpoint")) {
            findings.error("endpoint", "no endpoint; add endpoint='http://localhost:4318'");
            return;
        }
        String endpoint = settings.text("endpoint").orElse("");
        Endpoint.fault(endpoint).ifPresentOrElse(fault -> findings.error("endpoint", "endpoint " + fault), () -> {
            if (Endpoint.isOpen(URI.create(endpoint)) && (token.isConfigured() || settings.has("headers"))) {
                findings.warning("endpoint", "endpoint is not encrypted, so that others can read the token; use https");
            }
        });
        if (!List.of("gzip", "none").contains(settings.text("compression").orElse("gzip"))) {
            findings.error("compression", "compression is 'gzip' or 'none'");
        }
        if (settings.has("headers") && !(settings.values().get("headers") instanceof Map)) {
            findings.error("headers", "headers is a dictionary such as {'X-Scope-OrgID': 'home'}");
        }
    }

    @Override
    public Shipper open(ShipperSettings settings, ShipperPlace place) {
        boolean silent = settings.truth("fail_silent", false);
        return new ShippingThread(
                settings, place, sender(settings, place, System.getenv()), Batching.limits(settings, USUAL), silent);
    }

    static Sender sender(ShipperSettings settings, ShipperPlace place, Map<String, String> environment) {
        String endpoint = settings.text("endpoint").orElseThrow().replaceFirst("/+$", "");
        var resource = new LinkedHashMap<String, String>();
        resource.put("service.name", settings.text("service_name").orElse("webbrick-gateway"));
        String gateway = place.gatewayId();
        if (gateway != null) {
            resource.put("service.instance.id", gateway);
        }
        var token = new Secret(settings, "token", environment);
        Map<String, String> headers = settings.map("headers");
        var sender = new OtlpSender(
                URI.create(endpoint.endsWith(PATH) ? endpoint : endpoint + PATH),
                headers,
                token,
                settings.text("compression").orElse("gzip").equals("gzip"),
                new OtlpJson(resource),
                new Wire(PATIENCE),
                place.clock());
        return new Discreet(sender, () -> token.and(headers.values()));
    }
}
