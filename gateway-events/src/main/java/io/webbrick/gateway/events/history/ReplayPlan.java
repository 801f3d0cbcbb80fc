package io.webbrick.gateway.events.history;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events of old files a gateway has yet to publish: each with the time it happened as its own, so often as it
 * stands in the files, less so often as the gateway has it already. A second replay of the same files adds nothing, and
 * two equal lines of one file are both replayed the first time. One thread; memory is that of the events to replay.
 *
 * <pre>{@code
 * var plan = new ReplayPlan(eventsOfTheFiles);
 * history.read(EventQuery.ALL, plan::journaled);
 * bus.publishAll(plan.missing());
 * }</pre>
 */
public final class ReplayPlan {
    private final List<HomeEvent> wanted;
    private final Map<HomeEvent, Integer> present = new HashMap<>();

    /** Plans the replay of these, in this order. */
    public ReplayPlan(List<JournaledEvent> replay) {
        wanted = replay.stream().map(ReplayPlan::own).toList();
        wanted.forEach(event -> present.put(event, 0));
    }

    /** Tells of an event that the gateway has in its EventLog. Always true, to fit a reader's loop. */
    public boolean journaled(JournaledEvent event) {
        present.computeIfPresent(own(event), (same, times) -> times + 1);
        return true;
    }

    /** What is to be published, given all that was told so far. */
    public List<HomeEvent> missing() {
        var left = new HashMap<>(present);
        var missing = new ArrayList<HomeEvent>();
        for (HomeEvent event : wanted) {
            int times = left.getOrDefault(event, 0);
            if (times > 0) {
                left.put(event, times - 1);
            } else {
                missing.add(event);
            }
        }
        return missing;
    }

    /** The event with the time it happened as its own: the form in which old and replayed ones are equal. */
    private static HomeEvent own(JournaledEvent event) {
        return event.event().withAt(event.happened());
    }
}
