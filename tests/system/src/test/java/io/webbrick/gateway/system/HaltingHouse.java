package io.webbrick.gateway.system;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.bus.EventBus;
import io.webbrick.gateway.events.bus.EventLogJournal;
import io.webbrick.gateway.events.bus.LoggerNaming;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A process whose event handler pulls the plug: what was published before must be in EventLog all the same. */
final class HaltingHouse {
    static final int STATUS = 99;

    private HaltingHouse() {}

    /** Takes the installation and the log directory. */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        var options = new LoggingOptions(
                List.of(
                        home.resolve("conf").resolve("log.cfg"),
                        home.resolve("platform").resolve("disk").resolve("log.cfg")),
                Path.of(args[1]),
                ZoneOffset.UTC,
                home,
                true,
                InstantSource.system());
        var logging = GatewayLogging.start(options);
        var bus = new EventBus(new EventLogJournal(logging::journal, InstantSource.system(), LoggerNaming.TYPE));
        bus.subscribe(
                "PullThePlug", "test/a", null, event -> Runtime.getRuntime().halt(STATUS));
        bus.publish(HomeEvent.of("test/before", "test/before", null));
        bus.publish(HomeEvent.of("test/a", "test/a", Map.of("val", 1)));
        bus.awaitDelivered(10_000);
    }
}
