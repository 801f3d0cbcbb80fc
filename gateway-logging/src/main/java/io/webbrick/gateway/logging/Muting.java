package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.stream.LoggerSpec;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which loggers fall silent under a dictConfig's {@code disable_existing_loggers}: those that exist when it comes into
 * force and that neither it nor a logger above them names. What the five streams live on never does. Pure functions.
 */
final class Muting {
    private static final List<String> NEVER = List.of(
            "turbogears.access",
            "EventLog",
            "WebBrickGateway.Lifecycle",
            "WebBrickLibs.LogWriter",
            "WebBrickLibs.LogConfig",
            "EventDespatch");

    private Muting() {}

    /** The names that fall silent. */
    static Set<String> of(Configuration configuration, Collection<String> existing) {
        var muted = new TreeSet<String>();
        if (configuration.mutes() != null) {
            List<String> named = configuration.plan().loggers().stream()
                    .map(LoggerSpec::qualname)
                    .filter(name -> !name.isEmpty())
                    .toList();
            existing.stream()
                    .filter(name -> !name.isEmpty() && !isAtOrBelow(name, named) && !isAtOrBelow(name, NEVER))
                    .forEach(muted::add);
        }
        return muted;
    }

    private static boolean isAtOrBelow(String name, List<String> among) {
        return among.stream().anyMatch(each -> name.equals(each) || name.startsWith(each + "."));
    }
}
