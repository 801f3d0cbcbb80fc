package io.webbrick.gateway.events.bus;

import io.webbrick.gateway.events.HomeEvent;

/** What an event's logger below {@code EventLog} is named after. */
public enum LoggerNaming {
    /** Its type without the common prefix, as the specification says: {@code EventLog.webbrick.CT}. */
    TYPE,
    /** Its source, as the original's files had it: {@code EventLog.webbrick.9.CT.3}. */
    SOURCE;

    /** The root of all event loggers. */
    static final String ROOT = "EventLog";

    /** The part of the event that names its logger. */
    String key(HomeEvent event) {
        return this == SOURCE ? event.source() : event.type();
    }

    /** The logger's name; dots are its levels. */
    String logger(String key) {
        String below = this == TYPE && key.startsWith(HomeEvent.TYPE_PREFIX)
                ? key.substring(HomeEvent.TYPE_PREFIX.length())
                : key;
        return below.isEmpty() ? ROOT : ROOT + "." + below.replace('/', '.');
    }
}
