package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.Level;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream as configured (a handler section).
 *
 * @param name the section's name, unique in a plan
 * @param role which of the five it is; null for a stream that a user added
 * @param level the lowest level number it takes; 0 takes everything
 * @param collectsAll whether it gets one copy of everything any other stream takes, besides what is at or above its level
 * @param only names of loggers; a record enters when each of them is its logger or stands above it
 * @param levelOrigin where its level was configured, {@code file:line}
 * @param except names of loggers: their records, and those of loggers below them, do not enter for now
 */
public record StreamSpec(
        String name,
        @Nullable Role role,
        Target target,
        int level,
        LineFormat format,
        boolean collectsAll,
        Durability durability,
        List<String> only,
        String levelOrigin,
        List<String> except) {
    public StreamSpec {
        only = List.copyOf(only);
        except = List.copyOf(except);
    }

    /** One that nobody has silenced. */
    public StreamSpec(
            String name,
            @Nullable Role role,
            Target target,
            int level,
            LineFormat format,
            boolean collectsAll,
            Durability durability,
            List<String> only,
            String levelOrigin) {
        this(name, role, target, level, format, collectsAll, durability, only, levelOrigin, List.of());
    }

    /** One that takes the records of all loggers. */
    public StreamSpec(
            String name,
            @Nullable Role role,
            Target target,
            int level,
            LineFormat format,
            boolean collectsAll,
            Durability durability) {
        this(name, role, target, level, format, collectsAll, durability, List.of(), "default");
    }

    /**
     * One that a program adds; times are ISO-8601.
     *
     * @param format Python's percent style
     * @throws IllegalArgumentException when the format is none
     */
    public static StreamSpec added(String name, Target target, Level level, String format, ZoneId zone) {
        LineFormat line = LineFormat.compile(format, "iso", zone);
        return new StreamSpec(name, null, target, level.number(), line, false, Durability.PROCESS);
    }

    /** Whether records of this logger may enter. */
    boolean admits(String logger) {
        return LoggerSpec.isBelowAll(logger, only) && except.stream().noneMatch(name -> isAtOrBelow(logger, name));
    }

    private static boolean isAtOrBelow(String logger, String name) {
        return name.isEmpty() || logger.equals(name) || logger.startsWith(name + ".");
    }

    /** The same without the records of these loggers and of those below them. */
    StreamSpec silentFor(List<String> loggers) {
        return new StreamSpec(name, role, target, level, format, collectsAll, durability, only, levelOrigin, loggers);
    }

    /**
     * The lowest level number that enters from a logger whose level this one decides. What somebody set at run time to see
     * more is seen in Debug, whatever level Debug has.
     */
    int levelFor(@Nullable LoggerSpec deciding) {
        if (role != Role.DEBUG || deciding == null || !deciding.levelOrigin().atRunTime()) {
            return level;
        }
        return Math.min(level, deciding.level());
    }

    /** The name shown to people and used in the API: the role's title, else the section's name. */
    public String title() {
        return role == null ? name : role.title();
    }

    /** This stream, as an engine sees it that does not write it. */
    StreamSpec elsewhere() {
        return new StreamSpec(
                name, role, new Target.Elsewhere(), level, format, collectsAll, durability, only, levelOrigin, except);
    }

    /** Whether the engine that has this plan writes it. */
    boolean isHere() {
        return !(target instanceof Target.Elsewhere);
    }
}
