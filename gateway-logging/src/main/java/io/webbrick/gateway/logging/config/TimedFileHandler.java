package io.webbrick.gateway.logging.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * CPython's TimedRotatingFileHandler. A gateway's own files differ from it by decision (periods begin with the first
 * record, no empty file is rotated, no rolled file is written again), so this one writes by itself. One thread.
 */
final class TimedFileHandler extends Handler {
    private final Path path;
    private final Rollover rollover;
    private final int backupCount;
    private final boolean delay;
    private long rolloverAt;

    TimedFileHandler(Tree tree, Path path, Rollover rollover, int backupCount, boolean delay) throws PythonError {
        super(tree, "logging.handlers.TimedRotatingFileHandler");
        this.path = path;
        this.rollover = rollover;
        this.backupCount = backupCount;
        this.delay = delay;
        boolean known = Files.exists(path);
        if (!delay) {
            create();
        }
        long began = known
                ? tree.writtenMillis(path)
                        .map(millis -> Math.floorDiv(millis, 1_000L))
                        .orElse(tree.clock().wholeSeconds())
                : tree.clock().wholeSeconds();
        rolloverAt = rollover.after(began);
    }

    /** Python makes no directories. */
    static void needDirectory(Path path) throws PythonError {
        if (!Files.isDirectory(Objects.requireNonNull(path.getParent()))) {
            throw new PythonError("FileNotFoundError", "[Errno 2] No such file or directory: '" + path + "'");
        }
    }

    private void create() throws PythonError {
        needDirectory(path);
        append("");
    }

    private void append(String text) throws PythonError {
        try {
            boolean there = Files.exists(path);
            Files.writeString(path, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (!there || !text.isEmpty()) {
                tree.written(path);
            }
        } catch (IOException e) {
            throw new PythonError("OSError", String.valueOf(e.getMessage()));
        }
    }

    @Override
    void emit(Call call) {
        try {
            long now = tree.clock().wholeSeconds();
            if (now >= rolloverAt) {
                roll(now);
            }
            needDirectory(path);
            append("");
            append(text(call) + terminator());
        } catch (PythonError e) {
            tree.failedToEmit();
        }
    }

    private void roll(long now) throws PythonError {
        Path rolled = path.resolveSibling(path.getFileName() + "." + rollover.suffix(rolloverAt, now));
        if (Files.exists(rolled)) {
            return;
        }
        try {
            if (Files.exists(path)) {
                Files.move(path, rolled);
            }
            deleteOld();
        } catch (IOException e) {
            throw new PythonError("OSError", String.valueOf(e.getMessage()));
        }
        if (!delay) {
            create();
        }
        rolloverAt = rollover.after(now);
    }

    private void deleteOld() throws IOException {
        if (backupCount <= 0) {
            return;
        }
        Pattern suffixes = rollover.suffixes();
        String start = path.getFileName() + ".";
        List<Path> old = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Objects.requireNonNull(path.getParent()))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(start)
                        && suffixes.matcher(name.substring(start.length())).matches()) {
                    old.add(file);
                }
            }
        }
        Collections.sort(old);
        for (int i = 0; i < old.size() - backupCount; i++) {
            Files.delete(old.get(i));
        }
    }
}
