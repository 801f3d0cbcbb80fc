package io.webbrick.gateway.logging.stream;

import java.util.Locale;
import java.util.Optional;

/** The five streams that always exist, whatever a configuration says or forgets. */
public enum Role {
    ACCESS("Access", "access_out"),
    EVENT_LOG("EventLog", "event_log"),
    ERROR("Error", "error_out"),
    DEBUG("Debug", "debug_out"),
    SCREEN("Screen", "screen_out");

    private final String title;
    private final String originalHandler;

    Role(String title, String originalHandler) {
        this.title = title;
        this.originalHandler = originalHandler;
    }

    /** The stream's name in our configuration, on the page and in the API. */
    public String title() {
        return title;
    }

    /** The role of a handler section: our own name, the original gateway's handler name, in any case. */
    public static Optional<Role> ofSection(String section) {
        String wanted = section.toLowerCase(Locale.ROOT);
        for (Role role : values()) {
            if (role.title.toLowerCase(Locale.ROOT).equals(wanted) || role.originalHandler.equals(wanted)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
