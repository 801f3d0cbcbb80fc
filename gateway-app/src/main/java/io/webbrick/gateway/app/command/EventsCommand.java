package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.app.print.EventPrinter;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.LocalTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads EventLog back. */
@Command(
        name = "events",
        description = {
            "Reads EventLog back, oldest first, over rotated, gzipped and original files.",
            "Lines that are no event are counted on standard error."
        })
final class EventsCommand extends GatewayCommand {
    @Mixin
    StreamOptions stream = new StreamOptions();

    @Mixin
    RangeOptions range = new RangeOptions();

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only this source; may be repeated.")
    List<String> sources = new ArrayList<>();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this type.")
    @Nullable
    String type;

    @Option(
            names = "--grep",
            paramLabel = "RE",
            converter = TailCommand.PatternConverter.class,
            description = "Only events in whose line this regular expression is found.")
    @Nullable
    Pattern grep;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "jsonl",
            description = "jsonl, csv or line (default: ${DEFAULT-VALUE}).")
    EventPrinter.Format format = EventPrinter.Format.JSONL;

    @Parameters(
            paramLabel = "FILE",
            description = "EventLog files to read instead, in this order; or directories, or zip archives of them.")
    List<Path> files = new ArrayList<>();

    EventsCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        ZoneId zone = range.zone(around().zone());
        var query = new EventQuery(new HashSet<>(sources), type, range.from(zone), range.to(zone));
        var printer = new EventPrinter(out(), format, zone);
        printer.begin();
        String counted = grep == null ? "events read" : "events found";
        try (var progress = new Progress(counted, this::note, around().terminal())) {
            if (files.isEmpty() && stream.remote(around())) {
                remote(query, new LocalTimes(zone), progress, printer);
            } else {
                local(query, zone, event -> progress.step() && printer.print(event));
            }
        }
        return 0;
    }

    private void remote(EventQuery query, LocalTimes times, Progress progress, EventPrinter printer)
            throws CommandFailure, IOException {
        var events = new RemoteEvents(stream.target.client(around(), null));
        if (grep == null) {
            events.read(query, event -> progress.step() && printer.print(event));
        } else {
            Unreadable.report(events.search(query, grep, times, progress, this::note, printer::print), this::note);
        }
    }

    private void local(EventQuery query, ZoneId zone, Predicate<JournaledEvent> each)
            throws CommandFailure, IOException {
        try (EventFiles given = EventFiles.of(files)) {
            EventHistory history = history(given, zone);
            Unreadable.report(grep == null ? history.read(query, each) : history.search(query, grep, each), this::note);
        }
    }

    private EventHistory history(EventFiles given, ZoneId zone) throws CommandFailure, IOException {
        return files.isEmpty()
                ? EventHistory.of(stream.newest("EventLog", around()), zone)
                : EventHistory.of(given.paths(), zone);
    }
}
