package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Shows the newest records of a stream, and those that follow. */
@Command(
        name = "tail",
        description = {
            "Shows the newest records of a stream, across rotated files; with -f also those that follow.",
            "A record is its line and the lines of its stack trace."
        })
final class TailCommand extends GatewayCommand {
    @Mixin
    StreamOptions stream = new StreamOptions();

    @Option(names = "-n", paramLabel = "N", defaultValue = "20", description = "How many (default: ${DEFAULT-VALUE}).")
    int count = 20;

    @Option(names = "-f", description = "Go on with what follows, until Ctrl-C.")
    boolean follow;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description = "Only this level and above: " + Level.NAMES + "; lines without a level count as INFO.")
    @Nullable
    Level level;

    @Option(
            names = "--grep",
            paramLabel = "RE",
            converter = PatternConverter.class,
            description = "Only records in which this regular expression is found.")
    @Nullable
    Pattern grep;

    @Option(
            names = "--not",
            paramLabel = "RE",
            converter = PatternConverter.class,
            description = "Only records in which this regular expression is not found.")
    @Nullable
    Pattern not;

    @Option(
            names = "--boot",
            paramLabel = "-N",
            description = "From the snapshots of an earlier boot: -1 is the one before this.")
    @Nullable
    Integer boot;

    @Option(
            names = "--cursor-file",
            paramLabel = "FILE",
            description =
                    "Go on behind the position that stands in this file, and keep it there; with -n where there is none yet.")
    @Nullable
    Path cursorFile;

    @Parameters(paramLabel = "STREAM", description = "Access, EventLog, Error, Debug or another stream with a file.")
    String name = "";

    TailCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (count < 0) {
            throw wrong("-n (" + count + ") must be 0 or more");
        }
        CursorFile kept = cursorFile == null ? null : new CursorFile(cursorFile);
        StreamCursor from = kept == null ? StreamCursor.START : kept.read();
        RecordSource source;
        List<String> records;
        try (var progress = new Progress("records found", this::note, around().terminal())) {
            source = source(from, progress);
            records = from.isNamed() ? source.rest() : source.last(count);
        }
        show(source, records, kept);
        return 0;
    }

    private RecordSource source(StreamCursor from, Progress progress) throws CommandFailure, IOException {
        var filter = new RecordFilter(level, grep, not);
        Predicate<String> wanted = record -> filter.test(record) && progress.step();
        if (boot != null) {
            if (follow || boot >= 0 || cursorFile != null) {
                throw wrong(
                        "--boot (" + boot
                                + ") must be -1 or less, and nothing follows what an earlier boot left: no -f, no --cursor-file");
            }
            return LocalTail.of(stream.newestOfBoot(name, around(), boot), wanted, this::note);
        }
        return stream.remote(around())
                ? new RemoteTail(stream.target.client(around(), null), name, from, filter, progress, this::note)
                : LocalTail.behind(stream.newest(name, around()), from, wanted, this::note);
    }

    private void show(RecordSource source, List<String> first, @Nullable CursorFile kept) throws IOException {
        boolean read = print(first);
        keep(kept, source, read);
        while (follow && read) {
            read = print(source.await()) && !Thread.currentThread().isInterrupted();
            keep(kept, source, read);
        }
    }

    private static void keep(@Nullable CursorFile kept, RecordSource source, boolean read) throws IOException {
        if (kept != null && read) {
            kept.keep(source.cursor());
        }
    }

    /** Prints records; false when nobody reads any more. */
    private boolean print(List<String> records) {
        for (String record : records) {
            out().print(record);
            out().print('\n');
        }
        return !out().checkError();
    }

    /** Reads a level by name. */
    static final class LevelConverter implements ITypeConverter<Level> {
        @Override
        public Level convert(String value) {
            return Level.named(value)
                    .orElseThrow(
                            () -> new TypeConversionException("level '" + value + "' unknown; one of " + Level.NAMES));
        }
    }

    /** Reads a regular expression. */
    static final class PatternConverter implements ITypeConverter<Pattern> {
        @Override
        public Pattern convert(String value) {
            try {
                return Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                throw new TypeConversionException(
                        "'" + value + "' is no regular expression: " + e.getDescription() + " at " + e.getIndex());
            }
        }
    }
}
