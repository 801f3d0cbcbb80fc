package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.RecordFields;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Errors and warnings folded by logger and template, and losses, from the records of Error and Debug. Errors count where they are in
 * Error, warnings where they are in Debug, so that none counts twice. At most {@value #MOST} are kept: the one that is silent for
 * longest goes first. Any thread.
 */
final class Problems {
    static final int MOST = 500;

    private static final int MOST_LOSSES = 50;
    private static final String LOSSES = "WebBrickLibs.LogWriter";
    private static final Pattern LOSS =
            Pattern.compile("lost (\\d{1,18}|an unknown number of) records, (\\S+) to (\\S+), (.*)");

    private static final Comparator<Problem> OLDEST =
            Comparator.comparing(Problem::last).thenComparing(Problem::turn);

    private final InstantSource clock;
    private final Acknowledgements acknowledgements;
    private final Map<String, Problem> folds = new HashMap<>();
    /** The newest first. */
    private final List<Map<String, @Nullable Object>> losses = new ArrayList<>();

    private long dropped;
    private long number;
    private Instant since;

    Problems(InstantSource clock, Acknowledgements acknowledgements) {
        this.clock = clock;
        this.acknowledgements = acknowledgements;
        this.since = clock.instant();
    }

    /** Takes a record of Error or Debug, when it tells of a problem. */
    synchronized void add(String stream, RecordReader.Entry record, RecordFields fields) {
        Instant time = fields.time();
        since = time != null && time.isBefore(since) ? time : since;
        Level level = RecordFilter.levelOf(fields);
        String logger = fields.logger();
        String message = fields.message();
        boolean isError = level.number() >= Level.ERROR.number();
        boolean counts = stream.equals("Error") ? isError : level == Level.WARNING;
        if (logger == null || message == null) {
            return;
        }
        Matcher loss = logger.equals(LOSSES) ? LOSS.matcher(message) : null;
        if (loss != null && loss.matches()) {
            addLoss(stream, loss);
        } else if (counts) {
            fold(logger, Template.of(message))
                    .add(stream, record, level, time == null ? clock.instant() : time, ++number);
        }
    }

    private void addLoss(String stream, Matcher loss) {
        String count = loss.group(1);
        var shape = new LinkedHashMap<String, @Nullable Object>();
        shape.put("stream", stream);
        shape.put("lost", Character.isDigit(count.charAt(0)) ? Long.valueOf(count) : null);
        shape.put("from", loss.group(2));
        shape.put("to", loss.group(3));
        shape.put("reason", loss.group(4));
        losses.add(shape);
        losses.sort(Comparator.comparing((Map<String, @Nullable Object> each) -> String.valueOf(each.get("to")))
                .reversed());
        if (losses.size() > MOST_LOSSES) {
            losses.remove(MOST_LOSSES);
        }
    }

    private Problem fold(String logger, String template) {
        String id = Template.id(logger, template);
        Problem known = folds.get(id);
        if (known != null) {
            return known;
        }
        if (folds.size() >= MOST) {
            folds.remove(Collections.min(folds.values(), OLDEST).id());
            dropped++;
        }
        var problem = new Problem(id, logger, template);
        folds.put(id, problem);
        return problem;
    }

    /** Marks a problem as seen, or takes that back; false when there is no such problem. */
    synchronized boolean acknowledge(String id, @Nullable Acknowledgement acknowledgement) throws IOException {
        if (!folds.containsKey(id)) {
            return false;
        }
        acknowledgements.put(id, acknowledgement);
        return true;
    }

    /** As the API shows them; those that nobody has seen first, of these the newest. */
    synchronized Map<String, Object> shape() {
        Instant now = clock.instant();
        var open = new ArrayList<Problem>();
        var seen = new ArrayList<Problem>();
        folds.values().forEach(problem -> (acknowledged(problem) == null ? open : seen).add(problem));
        Comparator<Problem> newest = OLDEST.reversed();
        open.sort(newest);
        seen.sort(newest);
        open.addAll(seen);
        var shape = new LinkedHashMap<String, Object>();
        shape.put("losses", List.copyOf(losses));
        shape.put(
                "problems",
                open.stream()
                        .map(problem -> problem.shape(now, acknowledged(problem)))
                        .toList());
        shape.put("dropped", dropped);
        shape.put("since", since.toString());
        return shape;
    }

    /** Null when nobody has seen it, or it has happened again since. */
    private @Nullable Acknowledgement acknowledged(Problem problem) {
        Acknowledgement known = acknowledgements.of(problem.id());
        return known == null || problem.last().isAfter(known.at()) ? null : known;
    }
}
