package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventHistory.Tally;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.history.ReplayPlan;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes the events of old files into a running gateway. */
@Command(
        name = "replay",
        description = {
            "Publishes the events of EventLog files into the running gateway, their times kept as 'at'.",
            "What the gateway has already is left out: a second replay of the same file adds nothing."
        })
final class ReplayCommand extends GatewayCommand {
    @Mixin
    StreamOptions stream = new StreamOptions();

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            converter = Speed.Converter.class,
            defaultValue = "max",
            description = "X times as fast as it happened, or as fast as it goes (default: ${DEFAULT-VALUE}).")
    Speed speed = Speed.MAX;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = RangeOptions.ZoneConverter.class,
            description = "What local times in the files mean (default: this machine's zone).")
    @Nullable
    ZoneId zone;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "EventLog files in the order of their age; or directories, or zip archives of them.")
    List<Path> files = new ArrayList<>();

    ReplayCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        ZoneId local = zone == null ? around().zone() : zone;
        GatewayClient client = stream.target.client(around(), stream.logs);
        var events = new ArrayList<JournaledEvent>();
        Tally tally;
        try (EventFiles given = EventFiles.of(files)) {
            tally = EventHistory.of(given.paths(), local).read(EventQuery.ALL, events::add);
        }
        var plan = new ReplayPlan(events);
        learn(plan, client, local);
        List<HomeEvent> missing = plan.missing();
        long suppressed;
        try (var progress = new Progress("events replayed", this::note, around().terminal())) {
            suppressed = new Replay(client, speed).publish(missing, progress);
        }
        Unreadable.report(tally, this::note);
        out().println("replayed " + (missing.size() - suppressed) + ", already there "
                + (events.size() - missing.size()) + (suppressed == 0 ? "" : ", suppressed " + suppressed)
                + ", unreadable " + tally.unreadable());
        return 0;
    }

    /** Tells the plan what the gateway has, from its files where they are here. */
    private void learn(ReplayPlan plan, GatewayClient client, ZoneId local) throws CommandFailure, IOException {
        if (stream.remote(around())) {
            new RemoteEvents(client).read(EventQuery.ALL, plan::journaled);
        } else {
            EventHistory.of(stream.newest("EventLog", around()), local).read(EventQuery.ALL, plan::journaled);
        }
    }
}
