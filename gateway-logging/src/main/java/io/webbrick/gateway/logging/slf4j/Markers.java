package io.webbrick.gateway.logging.slf4j;

import io.webbrick.gateway.logging.record.Level;
import org.slf4j.Marker;

/**
 * What markers mean here. SLF4J has no level above ERROR; a record whose marker is named {@code CRITICAL} or
 * {@code FATAL} is raised to {@link Level#CRITICAL} whatever method wrote it. References between markers, which SLF4J
 * 2.0 gave up, are not followed.
 */
final class Markers {
    /** The key under which every other marker appears in a record. */
    static final String KEY = "marker";

    private Markers() {}

    /** Whether this marker raises its record. */
    static boolean critical(Marker marker) {
        String name = name(marker);
        return name.equals("CRITICAL") || name.equals("FATAL");
    }

    /** The marker's name, or what is known of a marker that cannot tell it. */
    static String name(Marker marker) {
        try {
            return String.valueOf(marker.getName());
        } catch (RuntimeException broken) {
            return "[FAILED " + marker.getClass().getName() + "]";
        }
    }
}
