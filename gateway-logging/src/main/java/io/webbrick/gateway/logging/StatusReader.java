package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.LineTimes;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.stream.RingView;
import io.webbrick.gateway.logging.stream.StreamView;
import io.webbrick.gateway.logging.stream.Target;
import io.webbrick.gateway.logging.stream.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files of a stream for its status. Reads the directory and one line, or nothing while its writer stands
 * still; any thread.
 */
final class StatusReader {
    private StatusReader() {}

    /** The streams at work, in the plan's order. */
    static List<StreamStatus> streams(Volumes volumes, Instant now, @Nullable BudgetStatus budget) {
        ZoneId zone = volumes.plan().zone();
        return volumes.streams().stream()
                .map(stream -> of(stream, zone, now, budget))
                .toList();
    }

    /** What went wrong lately, in words. */
    static List<String> troubles(List<String> ofShippers, SelfLog selfLog) {
        var troubles = new ArrayList<>(ofShippers);
        for (SelfLog.Problem problem : selfLog.problems()) {
            troubles.add(problem.count() == 1 ? problem.text() : problem.text() + " (" + problem.count() + " times)");
        }
        return troubles;
    }

    private static StreamStatus of(StreamView stream, ZoneId zone, Instant now, @Nullable BudgetStatus budget) {
        String title = stream.spec().title();
        String level = level(stream.spec().level());
        StreamMeter meter = meter(stream, budget);
        if (!(stream.spec().target() instanceof Target.File target)) {
            return new StreamStatus(title, null, 0, 0, null, null, level, stream.stored(), stream.lost(), meter);
        }
        Path newest = target.path();
        if (stream.standsStill()) {
            return new StreamStatus(title, newest, 0, 0, null, null, level, stream.stored(), stream.lost(), meter);
        }
        try {
            List<Path> files = Segments.oldestFirst(newest);
            List<Keeping.Piece> pieces = pieces(files, target.retention().gzip());
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
            Instant oldest = oldest(files, zone);
            double perDay = Keeping.perDay(pieces, oldest, now);
            Long keeps = Keeping.days(perDay, bytes, files.size(), target.retention(), target.share(), budget);
            return new StreamStatus(
                    title, newest, bytes, files.size(), oldest, keeps, level, stream.stored(), stream.lost(), meter);
        } catch (IOException unreadable) {
            return new StreamStatus(title, newest, 0, 0, null, null, level, stream.stored(), stream.lost(), meter);
        }
    }

    private static StreamMeter meter(StreamView stream, @Nullable BudgetStatus budget) {
        List<StreamMeter.Taken> taken = stream.taken().stream()
                .map(each -> new StreamMeter.Taken(each.level().name(), each.records(), each.bytes()))
                .toList();
        if (budget == null || !(stream.spec().target() instanceof Target.File target)) {
            return new StreamMeter(stream.rotations(), null, null, taken);
        }
        int percent = target.share().ceilingPercent();
        return new StreamMeter(stream.rotations(), target.share().ceiling(budget.limitBytes()), percent, taken);
    }

    static RingStatus ring(Volumes volumes) {
        RingView view = volumes.ring();
        return new RingStatus(view.usedBytes(), view.capacityBytes(), view.durable());
    }

    /** What is going to be packed counts as much as it will take, by the youngest packed file. */
    private static List<Keeping.Piece> pieces(List<Path> files, boolean gzip) throws IOException {
        double packed = 1;
        for (int index = files.size() - 1; gzip && packed == 1 && index >= 0; index--) {
            packed = Segments.packedShare(files.get(index));
        }
        var pieces = new ArrayList<Keeping.Piece>();
        for (Path file : files) {
            double share = gzip && !Segments.isPacked(file) ? packed : 1;
            Keeping.Piece piece = piece(file, share);
            if (piece != null) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    /** Null when the file was renamed meanwhile. */
    private static Keeping.@Nullable Piece piece(Path file, double share) throws IOException {
        try {
            Instant last = Files.getLastModifiedTime(file).toInstant();
            return new Keeping.Piece(share * Files.size(file), last);
        } catch (NoSuchFileException renamedMeanwhile) {
            return null;
        }
    }

    static @Nullable BudgetStatus budget(Volumes volumes) {
        var view = volumes.budget();
        return view == null ? null : new BudgetStatus(view.limit(), view.used());
    }

    private static @Nullable Instant oldest(List<Path> files, ZoneId zone) throws IOException {
        try (LineReader lines = LineReader.of(files)) {
            String first = lines.next();
            return first == null ? null : LineTimes.of(first, zone).orElse(null);
        }
    }

    private static String level(int number) {
        return number == 0 ? "all" : Level.atMost(number).name();
    }
}
