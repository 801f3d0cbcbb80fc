package io.webbrick.gateway.logging.config;

import java.util.Arrays;
import java.util.List;

/** Every key that means something, by the place where it may stand. docs/configuration.md explains each one. */
enum ConfigKey {
    LOG_ROOT(Place.TOP, "logRoot"),

    ZONE(Place.TOP, "zone"),
    ALLOWED_ROOTS(Place.LOGGING, "allowedRoots"),
    RING(Place.LOGGING, "ring"),
    RING_WAIT(Place.LOGGING, "ringWait"),
    BUDGET(Place.LOGGING, "budget"),
    RESERVE(Place.LOGGING, "reserve"),
    PERSIST_LEVELS(Place.LOGGING, "persistLevels"),
    SNAPSHOT(Place.LOGGING, "snapshot"),
    SNAPSHOT_ROOT(Place.LOGGING, "snapshotRoot"),
    FAULT_TYPES(Place.LOGGING, "faultTypes"),
    FAULT_VALUES(Place.LOGGING, "faultValues"),
    GAP_FACTOR(Place.LOGGING, "gapFactor"),
    UNITS(Place.LOGGING, "units"),
    SEARCH_SHARE(Place.LOGGING, "searchShare"),
    LOG_TOKEN(Place.LOGGING, "logToken"),
    LOG_DATA(Place.LOGGING, "logData"),
    LOG_DATA_BYTES(Place.LOGGING, "logDataBytes"),
    MASK_HEADERS(Place.LOGGING, "maskHeaders"),
    MASK_PARAMETERS(Place.LOGGING, "maskParameters"),
    MASK_PATHS(Place.LOGGING, "maskPaths"),

    FORMAT(Place.FORMATTER, "format"),
    DATEFMT(Place.FORMATTER, "datefmt"),
    DEFAULTS(Place.FORMATTER, "defaults"),

    CLASS(Place.HANDLER, "class"),
    ARGS(Place.HANDLER, "args"),
    HANDLER_LEVEL(Place.HANDLER, "level"),
    FORMATTER(Place.HANDLER, "formatter"),
    FILENAME(Place.HANDLER, "filename"),
    MAX_BYTES(Place.HANDLER, "maxBytes"),
    WHEN(Place.HANDLER, "when"),
    INTERVAL(Place.HANDLER, "interval"),
    AT_TIME(Place.HANDLER, "atTime"),
    UTC(Place.HANDLER, "utc"),
    AT_START(Place.HANDLER, "atStart"),
    BACKUP_COUNT(Place.HANDLER, "backupCount"),
    KEEP(Place.HANDLER, "keep"),
    KEEP_BYTES(Place.HANDLER, "keepBytes"),
    COMPRESS(Place.HANDLER, "compress"),
    SHARE(Place.HANDLER, "share"),
    FLOOR(Place.HANDLER, "floor"),
    COLLECTS(Place.HANDLER, "collects"),
    DURABILITY(Place.HANDLER, "durability"),
    SYNC(Place.HANDLER, "sync"),
    STREAM(Place.HANDLER, "stream"),
    HANDLER_ONLY(Place.HANDLER, "only"),

    QUALNAME(Place.LOGGER, "qualname"),
    LOGGER_LEVEL(Place.LOGGER, "level"),
    HANDLERS(Place.LOGGER, "handlers"),
    PROPAGATE(Place.LOGGER, "propagate"),
    LOGGER_ONLY(Place.LOGGER, "only");

    /** Where a key may stand; the words are those of docs/configuration.md. */
    enum Place {
        TOP("[DEFAULT]"),
        LOGGING("[logging]"),
        FORMATTER("[[formatters]]"),
        HANDLER("[[handlers]]"),
        LOGGER("[[loggers]]");

        private final String section;

        Place(String section) {
            this.section = section;
        }

        /** The section's name as the documentation writes it. */
        String section() {
            return section;
        }

        /** The keys that may stand here. */
        List<String> keys() {
            return Arrays.stream(ConfigKey.values())
                    .filter(key -> key.place == this)
                    .map(ConfigKey::word)
                    .toList();
        }
    }

    private final Place place;
    private final String word;

    ConfigKey(Place place, String word) {
        this.place = place;
        this.word = word;
    }

    /** Where it may stand. */
    Place place() {
        return place;
    }

    /** As it is written. */
    String word() {
        return word;
    }
}
