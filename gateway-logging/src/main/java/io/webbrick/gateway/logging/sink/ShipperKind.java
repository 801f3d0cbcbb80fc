package io.webbrick.gateway.logging.sink;

import java.util.Set;

/**
 * One kind of remote delivery, such as to CloudWatch. Found by the {@code ServiceLoader}, so that a gateway without it starts as well.
 * Stateless; any thread.
 */
public interface ShipperKind {
    /** The handler class that a configuration names, such as {@code OtlpHandler}. */
    String name();

    /** The settings that its handlers take, in lower case with underscores. */
    Set<String> keys();

    /** Says what is wrong, or doubtful, with these settings; asks nobody outside. */
    void check(ShipperSettings settings, Findings findings);

    /** Makes a shipper of settings without errors; it begins with {@link Shipper#start}. */
    Shipper open(ShipperSettings settings, ShipperPlace place);

    /** Takes what is wrong with settings. The texts hold no secret. */
    interface Findings {
        /** The handler cannot work so. */
        void error(String key, String text);

        /** It works, but perhaps not as meant. */
        void warning(String key, String text);
    }
}
