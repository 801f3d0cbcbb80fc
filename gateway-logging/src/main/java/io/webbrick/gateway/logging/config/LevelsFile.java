package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.store.StateFile;
import io.webbrick.gateway.logging.stream.LevelChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file of levels that were set at run time, in the dialect of log.cfg. It is replaced whole: after a power cut it is
 * the old one or the new one. What cannot be understood in it is said and left out; the rest counts. One thread at a time.
 */
public final class LevelsFile {
    private static final String HEAD =
            "# Levels that were set at run time. The gateway writes this file; \"gateway levels\" changes it.\n[levels]\n";

    private LevelsFile() {}

    /** The levels in this file; none where there is no file. Each problem is told as {@code file:line: error: text}. */
    public static List<LevelChange> read(Path file, Consumer<String> problem) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        var problems = new Problems();
        Map<String, LevelChange> changes = new LinkedHashMap<>();
        SourceText source = SourceText.read(file, String.valueOf(file.getFileName()), 0, problems);
        if (source != null) {
            Section top = CfgParser.parse(source, problems);
            for (Section section : top.sectionOrEmpty("levels").sections().values()) {
                change(section, problems).ifPresent(change -> changes.put(change.logger(), change));
            }
        }
        problems.inFileOrder().forEach(found -> problem.accept(found.toString()));
        return List.copyOf(changes.values());
    }

    private static Optional<LevelChange> change(Section section, Problems problems) {
        Entry logger = section.entries().get("logger");
        Entry level = section.entries().get("level");
        OptionalInt number = level == null ? OptionalInt.empty() : Units.level(level.value());
        if (logger == null || !(logger.value() instanceof Literal.Text name) || number.isEmpty()) {
            problems.error(section.origin(), "section " + section.path() + " needs a logger and a level; left out");
            return Optional.empty();
        }
        Entry until = section.entries().get("until");
        Instant end = until == null ? null : instant(until.value());
        if (until != null && end == null) {
            problems.error(until.origin(), "until " + until.value().repr() + " is no time; left out");
            return Optional.empty();
        }
        return Optional.of(new LevelChange(name.value(), number.getAsInt(), end));
    }

    private static @Nullable Instant instant(Literal value) {
        try {
            return value instanceof Literal.Text text ? Instant.parse(text.value()) : null;
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    /** Replaces the file; without any level there is none. */
    public static void write(Path file, Collection<LevelChange> changes) throws IOException {
        if (changes.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        StateFile.replace(file, text(new ArrayList<>(changes)).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(List<LevelChange> changes) {
        var text = new StringBuilder(HEAD);
        for (int i = 0; i < changes.size(); i++) {
            LevelChange change = changes.get(i);
            text.append("[[").append(i + 1).append("]]\nlogger=");
            quote(text, change.logger());
            text.append("\nlevel=").append(change.level()).append('\n');
            if (change.until() != null) {
                text.append("until='").append(change.until()).append("'\n");
            }
        }
        return text.toString();
    }

    private static void quote(StringBuilder text, String name) {
        text.append('\'');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\'' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('\'');
    }
}
