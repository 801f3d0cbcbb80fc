package io.webbrick.gateway.events.bus;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.logging.Journal;
import io.webbrick.gateway.logging.record.Level;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Writes events as INFO lines of EventLog, each under a logger named after its type: {@code
 * EventLog.webbrick.CT}. The level is asked first, so that a suppressed event costs one look-up and no text. At most
 * 10,000 loggers are made; further names share the nearest one known above them. Any thread; never throws.
 *
 * <p>The clock's own events ({@code time/...}) carry a time of their own only when an old EventLog is replayed. Such an
 * event is history, not a tick: where its logger suppresses it, it is written under {@code EventLog} itself.
 */
public final class EventLogJournal implements EventJournal {
    /** Loggers made for events. */
    static final int MAX_LOGGERS = 10_000;
    /** Longer names share the nearest logger above. */
    static final int MAX_NAME = 256;

    private static final String CLOCK = HomeEvent.TYPE_PREFIX + "time/";

    private final Function<String, Journal> journals;
    private final InstantSource clock;
    private final LoggerNaming naming;
    private final Journal root;
    private final Map<String, Journal> byKey = new ConcurrentHashMap<>();
    private final Map<String, Journal> byName = new ConcurrentHashMap<>();
    private final LongAdder shared = new LongAdder();
    private final LongAdder broken = new LongAdder();

    /**
     * Journals through these loggers.
     *
     * @param journals gives the journal of a logger's name, as {@code GatewayLogging.journal} does
     */
    public EventLogJournal(Function<String, Journal> journals, InstantSource clock, LoggerNaming naming) {
        this.journals = journals;
        this.clock = clock;
        this.naming = naming;
        root = journals.apply(LoggerNaming.ROOT);
    }

    @Override
    public Journal.Outcome append(HomeEvent event) {
        try {
            Journal journal = journal(naming.key(event));
            if (!journal.enabled(Level.INFO)) {
                if (!isReplayedTick(event) || !root.enabled(Level.INFO)) {
                    return Journal.Outcome.SUPPRESSED;
                }
                journal = root;
            }
            return journal.append(Level.INFO, clock.millis(), EventLine.print(event));
        } catch (Throwable failure) {
            broken.increment();
            return Journal.Outcome.LOST;
        }
    }

    private static boolean isReplayedTick(HomeEvent event) {
        return event.at() != null && event.type().startsWith(CLOCK);
    }

    private Journal journal(String key) {
        Journal known = byKey.get(key);
        return known == null ? newJournal(key) : known;
    }

    private Journal newJournal(String key) {
        String name = naming.logger(key);
        if (name.length() > MAX_NAME || byKey.size() >= MAX_LOGGERS) {
            shared.increment();
            return nearest(name);
        }
        Journal made = byName.computeIfAbsent(name, journals);
        byKey.put(key, made);
        return made;
    }

    private Journal nearest(String name) {
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            Journal above = dot > MAX_NAME ? null : byName.get(name.substring(0, dot));
            if (above != null) {
                return above;
            }
        }
        return root;
    }

    /** Events written under a shared logger, because there are too many names or theirs is too long. */
    public long sharedNames() {
        return shared.sum();
    }

    /** Events that could not even be put into words. */
    public long broken() {
        return broken.sum();
    }
}
