package io.webbrick.gateway.logging.sink;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The kinds of remote delivery that are there. Stateless. */
public final class ShipperKinds {
    private ShipperKinds() {}

    /** The kind of this name; empty when its module is not there. */
    public static Optional<ShipperKind> named(String name) {
        try {
            for (ShipperKind kind : ServiceLoader.load(ShipperKind.class, ShipperKind.class.getClassLoader())) {
                if (kind.name().equals(name)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        } catch (ServiceConfigurationError unusable) {
            return Optional.empty();
        }
    }
}
