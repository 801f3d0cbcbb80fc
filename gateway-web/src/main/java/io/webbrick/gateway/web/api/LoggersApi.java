package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import io.webbrick.gateway.logging.LoggerLevel;
import io.webbrick.gateway.logging.LoggerLevels;
import io.webbrick.gateway.logging.record.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/loggers}: from which level on records are kept, and levels that are set while the gateway runs. */
public final class LoggersApi {
    private static final String PATH = "/api/loggers";
    private static final String ROOT = "(root)";
    private static final String LEVELS = "one of " + Level.NAMES + ", NOTSET, or a number from 0 to 50";
    private static final String LENGTHS = "a number with s, m, h or d such as 30m, at most 365d";

    private final LoggerLevels levels;
    private final Moments moments;

    private LoggersApi(LoggerLevels levels, Moments moments) {
        this.levels = levels;
        this.moments = moments;
    }

    /** Adds its endpoints. */
    public static void addTo(Routes routes, LoggerLevels levels, InstantSource clock, Supplier<ZoneId> zone) {
        var api = new LoggersApi(levels, new Moments(clock, zone));
        routes.get(PATH, api::list);
        routes.getBelow(PATH + "/", api::one);
        routes.changeBelow(PATH + "/", api::set, api::clear);
    }

    private Answer list(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        List<Map<String, @Nullable Object>> all =
                levels.list().stream().map(LoggersApi::shape).toList();
        return Answer.json(200, Map.of("loggers", all));
    }

    private Answer one(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        return Answer.json(200, shape(levels.of(name(ask))));
    }

    private Answer set(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        Map<?, ?> body = body(ask);
        Object wanted = body.get("level");
        if (wanted == null) {
            throw new Refusal(400, "bad level", "level is missing; it must be " + LEVELS);
        }
        int level = level(wanted);
        Duration length = length(body.get("for"));
        try {
            return Answer.json(200, shape(levels.set(name(ask), level, length, who(ask))));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "bad level", String.valueOf(e.getMessage()));
        }
    }

    private Answer clear(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        return Answer.json(200, shape(levels.clear(name(ask), who(ask))));
    }

    /** The logger that the path ends with; the names that people give the root logger mean it. */
    private static String name(Ask ask) throws Refusal {
        String name = decoded(ask.path().substring(PATH.length() + 1));
        if (name.isEmpty()) {
            throw Routes.notFound(ask.path());
        }
        return name.equals(ROOT) || name.equals("root") ? "" : name;
    }

    /** The server decodes what is needed to tell one path from another, and no more. */
    private static String decoded(String path) throws Refusal {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "bad name", "the logger's name is not percent-encoded UTF-8");
        }
    }

    private static String who(Ask ask) {
        return ask.user() == null ? "somebody on this machine" : ask.user();
    }

    private static Map<?, ?> body(Ask ask) throws Refusal {
        try {
            if (Json.parse(ask.text()) instanceof Map<?, ?> map) {
                for (Object key : map.keySet()) {
                    if (!key.equals("level") && !key.equals("for")) {
                        throw new Refusal(400, "bad body", key + " means nothing here; there are level and for");
                    }
                }
                return map;
            }
        } catch (JsonException e) {
            throw new Refusal(400, "bad body", "the body is no JSON: " + e.getMessage());
        }
        throw new Refusal(400, "bad body", "the body must be an object such as {\"level\":\"DEBUG\",\"for\":\"30m\"}");
    }

    private static int level(Object wanted) throws Refusal {
        String word = String.valueOf(wanted).strip().toUpperCase(Locale.ROOT);
        if (word.matches("[0-9]{1,2}") && Integer.parseInt(word) <= Level.CRITICAL.number()) {
            return Integer.parseInt(word);
        }
        if (word.equals("NOTSET")) {
            return 0;
        }
        if (word.equals("DEFAULT")) {
            throw new Refusal(400, "bad level", "default is no level; DELETE takes back what is set");
        }
        return Level.named(word)
                .map(Level::number)
                .orElseThrow(() -> Refusal.parameter("level", String.valueOf(wanted), LEVELS));
    }

    private @Nullable Duration length(@Nullable Object wanted) throws Refusal {
        if (wanted == null) {
            return null;
        }
        Duration length = moments.duration(String.valueOf(wanted));
        if (length == null) {
            throw Refusal.parameter("for", String.valueOf(wanted), LENGTHS);
        }
        return length;
    }

    private static Map<String, @Nullable Object> shape(LoggerLevel level) {
        var shape = new LinkedHashMap<String, @Nullable Object>();
        Instant until = level.until();
        shape.put("name", level.name().isEmpty() ? ROOT : level.name());
        shape.put("level", level.level());
        shape.put("origin", level.origin());
        shape.put("until", until == null ? null : until.toString());
        shape.put("set", level.set());
        shape.put("seen", level.seen());
        shape.put("like", level.like());
        shape.put("streams", level.streams());
        return shape;
    }
}
