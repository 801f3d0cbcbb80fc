package io.webbrick.gateway.events.action;

import io.webbrick.gateway.events.HomeEvent;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address with places for what an event says: {@code %(key)s} is a value of its payload, {@code %(type)s} and
 * {@code %(source)s} are the event's own. Whatever is put in is percent-encoded, so that no event can ask for anything else.
 * Immutable.
 */
final class Target {
    private static final Pattern PLACE = Pattern.compile("%\\(([^)]*)\\)s");

    private final String template;

    Target(String template) {
        this.template = template;
    }

    /**
     * The address for this event.
     *
     * @throws IllegalArgumentException when the event lacks something, or no address comes of it
     */
    URI of(HomeEvent event) {
        Matcher place = PLACE.matcher(template);
        var text = new StringBuilder();
        while (place.find()) {
            String value = URLEncoder.encode(value(place.group(1), event), StandardCharsets.UTF_8);
            place.appendReplacement(text, Matcher.quoteReplacement(value.replace("+", "%20")));
        }
        place.appendTail(text);
        try {
            URI uri = new URI(text.toString());
            String scheme = uri.getScheme();
            if (uri.getHost() == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
                throw new IllegalArgumentException("no address of HTTP: " + text);
            }
            return uri;
        } catch (URISyntaxException broken) {
            throw new IllegalArgumentException("no address: " + broken.getMessage(), broken);
        }
    }

    private String value(String key, HomeEvent event) {
        @Nullable Object value = event.payload() instanceof Map<?, ?> payload ? payload.get(key) : null;
        if (value == null && key.equals("type")) {
            value = event.type();
        }
        if (value == null && key.equals("source")) {
            value = event.source();
        }
        if (value == null) {
            throw new IllegalArgumentException("the payload has no " + key + ", which " + template + " wants");
        }
        return value.toString();
    }

    @Override
    public String toString() {
        return template;
    }
}
