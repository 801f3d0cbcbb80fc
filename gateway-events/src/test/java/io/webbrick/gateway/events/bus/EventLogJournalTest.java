package io.webbrick.gateway.events.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.Journal;
import io.webbrick.gateway.logging.Journal.Outcome;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EventLogJournalTest {
    private static final String T = HomeEvent.TYPE_PREFIX;

    private final MemoryJournals journals = new MemoryJournals();
    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final long now = clock.millis();
    private final EventLogJournal journal = new EventLogJournal(journals, clock, LoggerNaming.TYPE);

    @Test
    void writesTheLineUnderTheTypesLoggerAtInfo() {
        var payload = new java.util.LinkedHashMap<String, Object>();
        payload.put("val", 1);
        payload.put("pktType", "TD");
        assertEquals(Outcome.STORED, journal.append(HomeEvent.of(T + "webbrick/TD", "webbrick/100/TD/0", payload)));
        assertEquals(
                List.of("EventLog.webbrick.TD " + now + " INFO http://id.webbrick.co.uk/events/webbrick/TD,"
                        + "webbrick/100/TD/0,{\"val\":1,\"pktType\":\"TD\"}"),
                journals.lines);
    }

    @Test
    void namesLoggersAfterTheTypeWithoutItsPrefix() {
        for (String type : List.of(T + "time/second", "temperature", "http://other/x", "", T)) {
            journal.append(HomeEvent.of(type, "s", null));
        }
        assertEquals(
                Set.of("EventLog", "EventLog.time.second", "EventLog.temperature", "EventLog.http:..other.x"),
                Set.copyOf(journals.names()));
    }

    @Test
    void namesLoggersAfterTheSourceWhenToldTo() {
        var bySource = new EventLogJournal(journals, clock, LoggerNaming.SOURCE);
        bySource.append(HomeEvent.of(T + "webbrick/CT", "webbrick/9/CT/3", null));
        bySource.append(HomeEvent.of(T + "webbrick/CT", "/x/y", null));
        assertTrue(journals.lines.get(0).startsWith("EventLog.webbrick.9.CT.3 "), journals.lines.get(0));
        assertTrue(journals.lines.get(1).startsWith("EventLog..x.y "), journals.lines.get(1));
    }

    @Test
    void doesNotPutASuppressedEventIntoWords() {
        journals.suppressed.add("EventLog.time.second");
        var tick = HomeEvent.of(T + "time/second", "time/second", Map.of("second", 1));
        assertEquals(Outcome.SUPPRESSED, journal.append(tick));
        assertEquals(List.of(), journals.lines);
        assertEquals(1, journals.asked.get("EventLog.time.second"));
    }

    @Test
    void writesReplayedTicksAlthoughLiveOnesAreSuppressed() {
        journals.suppressed.add("EventLog.time.second");
        var old = new HomeEvent(T + "time/second", "time/second", null, Instant.parse("2008-10-26T18:18:23.086Z"));
        assertEquals(Outcome.STORED, journal.append(old));
        assertTrue(journals.lines.get(0).startsWith("EventLog " + now), journals.lines.get(0));
    }

    @Test
    void suppressesDevicesWithTimesOfTheirOwnLikeAnyOther() {
        journals.suppressed.add("EventLog.webbrick.CT");
        assertEquals(Outcome.SUPPRESSED, journal.append(new HomeEvent(T + "webbrick/CT", "s", null, Instant.EPOCH)));
    }

    @Test
    void writesNoTickWhenAllOfEventLogIsSuppressed() {
        journals.suppressed.addAll(List.of("EventLog.time.second", "EventLog"));
        assertEquals(Outcome.SUPPRESSED, journal.append(new HomeEvent(T + "time/second", "s", null, Instant.EPOCH)));
    }

    @Test
    void makesAtMostTenThousandLoggersAndSharesTheNearestAbove() {
        journal.append(HomeEvent.of(T + "lamp", "s", null));
        for (int i = 0; journals.names().size() < EventLogJournal.MAX_LOGGERS + 1; i++) {
            journal.append(HomeEvent.of(T + "many/" + i, "s", null));
        }
        for (int i = 0; i < 100; i++) {
            journal.append(HomeEvent.of(T + "lamp/more/" + i, "s", null));
        }
        journal.append(HomeEvent.of("stranger", "s", null));
        assertEquals(EventLogJournal.MAX_LOGGERS + 1, journals.names().size());
        int last = journals.lines.size() - 1;
        assertTrue(journals.lines.get(last - 1).startsWith("EventLog.lamp "), journals.lines.get(last - 1));
        assertTrue(journals.lines.get(last).startsWith("EventLog "), journals.lines.get(last));
        assertEquals(101, journal.sharedNames());
    }

    @Test
    void makesNoLoggerOfAnEndlessName() {
        journal.append(HomeEvent.of("a".repeat(60_000), "s", null));
        journal.append(HomeEvent.of(T + "lamp", "s", null));
        journal.append(HomeEvent.of(T + "lamp/" + "x/".repeat(20_000), "s", null));
        assertEquals(Set.of("EventLog", "EventLog.lamp"), Set.copyOf(journals.names()));
        assertTrue(journals.lines.get(2).startsWith("EventLog.lamp "));
        assertEquals(2, journal.sharedNames());
    }

    @Test
    void passesOnThatALineIsRefused() {
        assertEquals(Outcome.LOST, journal.append(HomeEvent.of("t", "s", "x".repeat(70_000))));
    }

    @Test
    void neverThrowsWhateverTheJournalDoes() {
        Journal broken = new Journal() {
            @Override
            public boolean enabled(io.webbrick.gateway.logging.record.Level level) {
                throw new IllegalStateException("broken");
            }

            @Override
            public Outcome append(io.webbrick.gateway.logging.record.Level level, long epochMillis, CharSequence line) {
                throw new IllegalStateException("broken");
            }
        };
        var unlucky = new EventLogJournal(name -> broken, clock, LoggerNaming.TYPE);
        assertEquals(Outcome.LOST, unlucky.append(HomeEvent.of("t", "s", null)));
        assertEquals(1, unlucky.broken());
    }

    @Test
    void writesTheOriginalsAcceptanceCase() {
        Map<String, Object> payload = Map.ofEntries(
                entry("srcChannel", 0),
                entry("fromNode", 100),
                entry("tgtChannel", 0),
                entry("val", 1),
                entry("setPoint", 0),
                entry("udpType", "G"),
                entry("version", 6),
                entry("action", 1),
                entry("dwell", 0),
                entry("pktType", "TD"),
                entry("ipAdr", "10.100.100.100"));
        journal.append(HomeEvent.of(T + "webbrick/TD", "webbrick/100/TD/0", payload));
        assertFalse(journals.lines.isEmpty());
        assertTrue(journals.lines.get(0).contains("\"ipAdr\":\"10.100.100.100\""));
    }

    private static Map.Entry<String, Object> entry(String key, Object value) {
        return new AbstractMap.SimpleImmutableEntry<>(key, value);
    }
}
