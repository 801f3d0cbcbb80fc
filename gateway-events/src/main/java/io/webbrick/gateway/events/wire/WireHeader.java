package io.webbrick.gateway.events.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One header of a request or reply, as it goes over the wire. Immutable. */
public record WireHeader(String name, String value) {
    /** Headers of which some have several values, each a header of its own. */
    public static List<WireHeader> of(Map<String, List<String>> headers) {
        var all = new ArrayList<WireHeader>();
        headers.forEach((name, values) -> values.forEach(value -> all.add(new WireHeader(name, value))));
        return all;
    }
}
