package io.webbrick.gateway.ship.oci;

import io.webbrick.gateway.logging.sink.ShipperSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user's key, as the configuration or Oracle's file tells it; read with the first request, and again when it is refused. One thread. */
final class ConfiguredKey implements OciSigners {
    private final ShipperSettings settings;
    private final Path home;
    private @Nullable OciKey key;

    /** @param home the user's directory */
    ConfiguredKey(ShipperSettings settings, Path home) {
        this.settings = settings;
        this.home = home;
    }

    @Override
    public OciKey now() throws IOException {
        OciKey known = key == null ? OciKey.read(settings, home) : key;
        key = known;
        return known;
    }

    @Override
    public void forget() {
        key = null;
    }

    /** A key is never sent, so nobody can repeat it. */
    @Override
    public Collection<String> secrets() {
        return List.of();
    }
}
