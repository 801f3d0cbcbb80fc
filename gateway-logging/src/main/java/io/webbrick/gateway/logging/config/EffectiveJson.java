package io.webbrick.gateway.logging.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.store.Rotation;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The merged configuration as JSON in Python's words: what the files say after merging and replacing names, by section
 * label, and beside it what the built-in configuration supplies. One thread, one use.
 */
final class EffectiveJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final List<ConfigKey> OF_THE_FILE = List.of(
            ConfigKey.FILENAME, ConfigKey.MAX_BYTES, ConfigKey.WHEN, ConfigKey.INTERVAL, ConfigKey.BACKUP_COUNT);

    private final Interpolation interpolation;
    private final LoggingPlan plan;

    private EffectiveJson(Interpolation interpolation, LoggingPlan plan) {
        this.interpolation = interpolation;
        this.plan = plan;
    }

    /** One JSON object; values that could not be read stand as they were written. */
    static String of(Section merged, Supplies supplies, Interpolation interpolation, LoggingPlan plan) {
        var json = new EffectiveJson(interpolation, plan);
        Section logging = merged.sectionOrEmpty("logging");
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("formatters", json.sections(logging.sectionOrEmpty("formatters")));
        all.put("handlers", json.handlers(logging.sectionOrEmpty("handlers"), supplies));
        all.put("loggers", json.sections(logging.sectionOrEmpty("loggers")));
        all.put("root", json.root());
        all.put("supplied", json.supplied(logging.sectionOrEmpty("handlers"), supplies));
        try {
            var printer = new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT);
            return MAPPER.writer(printer).writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of plain values became no JSON", e);
        }
    }

    private Map<String, @Nullable Object> sections(Section parent) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        parent.sections().values().forEach(section -> all.put(section.name(), words(section)));
        return all;
    }

    private Map<String, @Nullable Object> words(Section section) {
        var words = new LinkedHashMap<String, @Nullable Object>();
        section.entries().values().forEach(entry -> words.put(entry.key(), value(entry, section)));
        return words;
    }

    private @Nullable Object value(Entry entry, Section section) {
        Optional<Literal> value = interpolation.apply(entry, section, new Problems());
        return Secrets.shown(entry.key(), value.orElse(entry.value()));
    }

    private Map<String, @Nullable Object> handlers(Section handlers, Supplies supplies) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        for (Section section : handlers.sections().values()) {
            Section whole = supplies.handlers().stream()
                    .filter(supplied -> supplied.name().equals(section.name()))
                    .findFirst()
                    .orElse(section);
            all.put(section.name(), handler(whole));
        }
        return all;
    }

    private Map<String, @Nullable Object> handler(Section section) {
        Map<String, @Nullable Object> words = words(section);
        Optional<StreamSpec> stream = plan.streams().stream()
                .filter(spec -> spec.name().equals(section.name()))
                .findFirst();
        if (stream.isEmpty()) {
            return words;
        }
        HandlerClass declared = HandlerClass.named(String.valueOf(words.get(ConfigKey.CLASS.word())))
                .orElse(null);
        if (declared != null && declared.isShipper() && words.containsKey(ConfigKey.ARGS.word())) {
            words.put(ConfigKey.ARGS.word(), Secrets.MASK);
        }
        HandlerClass inForce = declared != null && isShipper(section.name())
                ? declared
                : inForce(declared, stream.get().target());
        var handler = new LinkedHashMap<String, @Nullable Object>();
        handler.put(ConfigKey.CLASS.word(), inForce == declared ? words.get(ConfigKey.CLASS.word()) : inForce.python());
        handler.put(ConfigKey.HANDLER_LEVEL.word(), "NOTSET");
        words.forEach((key, value) -> {
            if (!key.equals(ConfigKey.CLASS.word())) {
                handler.put(key, value);
            }
        });
        if (declared != null && inForce != declared) {
            replaceArguments(handler, stream.get().target());
        }
        return handler;
    }

    private boolean isShipper(String handler) {
        return plan.shippers().stream().anyMatch(shipper -> shipper.handler().equals(handler));
    }

    /** Where overlays made another class of it, the words of the former one would mislead. */
    private static void replaceArguments(Map<String, @Nullable Object> handler, Target target) {
        handler.remove(ConfigKey.ARGS.word());
        OF_THE_FILE.forEach(key -> handler.remove(key.word()));
        if (target instanceof Target.Console console) {
            handler.put(ConfigKey.STREAM.word(), console.error() ? "stderr" : "stdout");
        }
        if (target instanceof Target.File file) {
            Rotation rotation = file.rotation();
            handler.put(ConfigKey.FILENAME.word(), file.path().toString());
            handler.put(ConfigKey.MAX_BYTES.word(), rotation.maxBytes());
            Rotation.When when = rotation.when();
            handler.put(ConfigKey.WHEN.word(), when == null ? Units.NEVER : when.name());
            handler.put(ConfigKey.INTERVAL.word(), rotation.interval());
            handler.put(ConfigKey.BACKUP_COUNT.word(), file.retention().maxFiles());
        }
    }

    private static HandlerClass inForce(@Nullable HandlerClass declared, Target target) {
        if (!(target instanceof Target.File file)) {
            return target instanceof Target.Console ? HandlerClass.STREAM : HandlerClass.NULL;
        }
        boolean timed = file.rotation().when() != null;
        boolean sized = file.rotation().maxBytes() > 0;
        if ((declared == HandlerClass.ROTATING && !timed) || (declared == HandlerClass.TIMED && timed)) {
            return declared;
        }
        return timed ? HandlerClass.TIMED : sized ? HandlerClass.ROTATING : HandlerClass.FILE;
    }

    private Map<String, @Nullable Object> supplied(Section handlers, Supplies supplies) {
        var ours = new LinkedHashMap<String, @Nullable Object>();
        supplies.handlers().stream()
                .filter(section -> !handlers.sections().containsKey(section.name()))
                .forEach(section -> ours.put(section.name(), handler(section)));
        var loggers = new LinkedHashMap<String, @Nullable Object>();
        plan.loggers().stream()
                .filter(logger -> logger.origin().startsWith(BuiltIn.SUPPLIED + ":"))
                .forEach(logger -> loggers.put(logger.qualname(), logger(logger)));
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("handlers", ours);
        all.put("loggers", loggers);
        return all;
    }

    private @Nullable Object root() {
        return plan.loggers().stream()
                .filter(logger -> logger.qualname().isEmpty())
                .findFirst()
                .map(EffectiveJson::logger)
                .orElse(null);
    }

    private static Map<String, @Nullable Object> logger(LoggerSpec logger) {
        var words = new LinkedHashMap<String, @Nullable Object>();
        words.put(ConfigKey.LOGGER_LEVEL.word(), levelName(logger.level()));
        words.put(ConfigKey.HANDLERS.word(), new ArrayList<>(logger.streams()));
        words.put(ConfigKey.PROPAGATE.word(), logger.propagate());
        return words;
    }

    private static Object levelName(int number) {
        if (number == 0) {
            return "NOTSET";
        }
        Level level = Level.atMost(number);
        return level.number() == number ? level.name() : (Object) number;
    }
}
