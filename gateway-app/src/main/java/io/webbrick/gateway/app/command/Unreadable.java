package io.webbrick.gateway.app.command;

import io.webbrick.gateway.events.history.EventHistory.Tally;
import java.util.function.Consumer;

/** Tells of lines that are no event: how many, and where the first ones stand. */
final class Unreadable {
    private static final int SHOWN = 3;

    private Unreadable() {}

    static void report(Tally tally, Consumer<String> note) {
        if (tally.unreadable() == 0) {
            return;
        }
        note.accept(
                tally.unreadable() + (tally.unreadable() == 1 ? " line is" : " lines are") + " no event, passed over");
        tally.firstUnreadable().stream().limit(SHOWN).forEach(note);
        if (tally.unreadable() > SHOWN) {
            note.accept("... and " + (tally.unreadable() - SHOWN) + " more");
        }
    }
}
