package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.stream.LevelChange;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.Routing;
import io.webbrick.gateway.logging.stream.StreamSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells where records would go under a configuration, and why. Starts nothing; any thread. */
public final class Explanation {
    private final LoggingPlan plan;
    private final Routing routing;

    private Explanation(LoggingPlan plan) {
        this.plan = plan;
        this.routing = Routing.of(plan);
    }

    /**
     * What became of one stream.
     *
     * @param stream its section's name
     * @param reached whether it takes the record
     * @param why in words
     */
    public record Verdict(String stream, boolean reached, String why) {}

    /**
     * The explanation of these configuration files.
     *
     * @throws ConfigurationException naming all problems when the files cannot be used
     */
    public static Explanation of(LoggingOptions options) throws ConfigurationException {
        return new Explanation(Configuration.ofFiles(options).plan());
    }

    /**
     * The same with the levels that were set at run time in the log directory of these options, or beside the files where
     * they say so.
     *
     * @throws ConfigurationException naming all problems when the files cannot be used
     */
    public static Explanation withLevels(LoggingOptions options) throws ConfigurationException {
        Configuration configuration = Configuration.ofFiles(options);
        var selfLog = SelfLog.onStandardError(options.clock());
        return new Explanation(
                new RunTimeLevels(configuration.levels(), options.clock(), selfLog).over(configuration.plan()));
    }

    /** The names of the streams that such a record reaches; an empty name is the root logger. */
    public List<String> reached(String logger, int level) {
        return routing.reached(LoggerName.meant(logger), level);
    }

    /** Which level the logger's records need, and who says so. */
    public String threshold(String logger) {
        Optional<LoggerSpec> decides = routing.levelOf(LoggerName.meant(logger));
        return decides.map(spec -> shown(spec.level()) + " and above pass: level of " + name(spec) + " ("
                        + spec.levelOrigin() + ")")
                .orElse("all levels pass: no logger from here up to the root has one");
    }

    /** Where the lowest level that any stream takes of this logger comes from: {@code file:line}, or set at run time. */
    public String origin(String logger) {
        return routing.thresholdOrigin(LoggerName.meant(logger)).place();
    }

    /** When that ends by itself; empty when it stays. */
    public Optional<Instant> until(String logger) {
        return Optional.ofNullable(
                routing.thresholdOrigin(LoggerName.meant(logger)).until());
    }

    /** Each stream with its reason, those that take the record first. */
    public List<Verdict> verdicts(String name, int level) {
        String logger = LoggerName.meant(name);
        List<String> reached = reached(logger, level);
        boolean passes =
                routing.levelOf(logger).map(spec -> level >= spec.level()).orElse(true);
        var verdicts = new ArrayList<Verdict>();
        for (StreamSpec stream : plan.streams()) {
            if (reached.contains(stream.name())) {
                verdicts.add(new Verdict(stream.name(), true, whyReached(stream, logger)));
            }
        }
        for (StreamSpec stream : plan.streams()) {
            if (!reached.contains(stream.name())) {
                verdicts.add(new Verdict(stream.name(), false, whyNot(stream, logger, level, passes)));
            }
        }
        return verdicts;
    }

    private String whyReached(StreamSpec stream, String logger) {
        String takes = takes(stream, logger);
        if (stream.collectsAll()) {
            return "collects='all': " + takes + " and whatever another stream takes";
        }
        return "named by " + attached(stream, logger).map(Explanation::who).orElse("") + ", " + takes;
    }

    private String whyNot(StreamSpec stream, String logger, int level, boolean passes) {
        if (!passes) {
            return "the logger lets " + threshold(logger);
        }
        Optional<LoggerSpec> attached = attached(stream, logger);
        if (attached.isEmpty() && !stream.collectsAll()) {
            return "named by no logger from here " + end(logger);
        }
        if (level < stream.level()) {
            return takes(stream, logger);
        }
        return "takes the records of named loggers only";
    }

    private String takes(StreamSpec stream, String logger) {
        int level = routing.entry(stream, logger);
        String from = level == stream.level() ? "" : ", " + LevelChange.PLACE + " for this logger";
        return "takes " + (level == 0 ? "all levels" : shown(level) + " and above") + from;
    }

    private String end(String logger) {
        List<LoggerSpec> chain = routing.chain(logger);
        boolean stopped = !chain.isEmpty() && !chain.get(chain.size() - 1).propagate();
        return stopped ? "up to " + who(chain.get(chain.size() - 1)) + ", which does not propagate" : "up to the root";
    }

    private Optional<LoggerSpec> attached(StreamSpec stream, String logger) {
        return routing.chain(logger).stream()
                .filter(spec -> spec.streams().contains(stream.name()))
                .findFirst();
    }

    /** A level as people write it: its name where it has one, else its number. */
    public static String shown(int level) {
        Level known = Level.atMost(level);
        return known.number() == level ? known.name() : Integer.toString(level);
    }

    private static String who(LoggerSpec logger) {
        return name(logger) + " (" + logger.origin() + ")";
    }

    private static String name(LoggerSpec logger) {
        return logger.qualname().isEmpty() ? "the root logger" : logger.qualname();
    }
}
