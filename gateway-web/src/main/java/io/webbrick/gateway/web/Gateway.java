package io.webbrick.gateway.web;

import io.webbrick.gateway.events.bus.EventBus;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.series.SeriesRules;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.Journal;
import io.webbrick.gateway.logging.LoggerLevels;
import io.webbrick.gateway.logging.LoggingStatus;
import io.webbrick.gateway.logging.StreamReading;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the web server serves: the running gateway seen from HTTP.
 *
 * @param name shown on the page and in the status
 * @param id tells it from all other gateways, shown in the status; null when it has none
 * @param bus takes the events that are posted
 * @param history EventLog as it is now; called for each question
 * @param rules what readings mean in this house; called for each question
 * @param status how logging stands; called for each question
 * @param reading what the lines of the streams mean
 * @param levels levels of loggers while the gateway runs
 * @param rotate begins a new file in the stream of this name, and waits for it; false when it has none
 * @param access takes one line for each request, but for
 * @param polling which takes those of health and metrics, and at DEBUG those of open pages, that are asked for again and again
 * @param accounts who may come in
 * @param secret known to this instance and to whoever may read its instance file; as a bearer token it is an admin.
 *     Empty when there is none
 * @param configuration the merged configuration as JSON; empty when there is none
 * @param stop ends the gateway; called at most once for each accepted {@code POST /api/stop}, after its answer is sent
 * @param clock the time
 */
public record Gateway(
        String name,
        @Nullable String id,
        EventBus bus,
        Supplier<EventHistory> history,
        Supplier<SeriesRules> rules,
        Supplier<LoggingStatus> status,
        StreamReading reading,
        LoggerLevels levels,
        Predicate<String> rotate,
        Journal access,
        Journal polling,
        Accounts accounts,
        String secret,
        Supplier<String> configuration,
        Runnable stop,
        InstantSource clock) {
    /** The logger of the access lines. */
    public static final String ACCESS_LOGGER = "turbogears.access";

    /** The logger of the lines of what is asked for again and again; what it is told to leave out, Access has not. */
    public static final String POLLING_LOGGER = ACCESS_LOGGER + ".polling";

    private static final long ROTATE_MILLIS = 2_000;

    /** A gateway that logs here: status and access lines are this logging's. */
    public static Gateway of(
            String name,
            @Nullable String id,
            EventBus bus,
            Supplier<EventHistory> history,
            GatewayLogging logging,
            Accounts accounts,
            String secret,
            Supplier<String> configuration,
            Runnable stop) {
        return new Gateway(
                name,
                id,
                bus,
                history,
                () -> SeriesRules.of(logging.series()),
                logging::status,
                logging.reading(),
                logging.levels(),
                stream -> logging.rotate(stream) && logging.flush(ROTATE_MILLIS),
                logging.journal(ACCESS_LOGGER),
                logging.journal(POLLING_LOGGER),
                accounts,
                secret,
                configuration,
                stop,
                InstantSource.system());
    }
}
