package io.webbrick.gateway.ship.deliver;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the other side made of a batch. Immutable. */
public sealed interface Verdict {
    /**
     * It has the batch, but for single records that it refuses for good.
     *
     * @param refused those it named
     * @param further how many more it refused without naming them
     * @param why in its words; null when it refused none of these
     */
    record Accepted(
            List<Refused> refused, long further, @Nullable String why) implements Verdict {
        public Accepted {
            refused = List.copyOf(refused);
        }
    }

    /** A record of the batch, by its index, and why it is refused. */
    record Refused(int index, String why) {}

    /**
     * It has not, or nobody knows; the same batch comes again.
     *
     * @param after the earliest moment, as the other side wishes; null when it says nothing
     */
    record Again(String why, @Nullable Duration after) implements Verdict {}

    /** It does not let us in: nothing is lost, and there is no hurry. */
    record Denied(String why) implements Verdict {}

    /** Something in the batch cannot be understood: it is looked for by halves. */
    record Poisoned(String why) implements Verdict {}

    /** The whole batch is given up, because to send it again would do harm. */
    record GivenUp(String why) implements Verdict {}

    /** It has all of it. */
    static Verdict accepted() {
        return new Accepted(List.of(), 0, null);
    }
}
