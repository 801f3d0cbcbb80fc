package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.RotatingFile;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Python's FileHandler and RotatingFileHandler, over the file that a gateway writes: sizes are bytes. One thread. */
final class FileHandler extends Handler {
    private final Path path;
    private final Rotation rotation;
    private final Retention retention;
    private final boolean keepsErrors;
    private boolean truncate;
    private boolean closed;
    private @Nullable RotatingFile file;

    /**
     * @param truncate whether the file is emptied when it is first opened
     * @param keepsErrors whether a file that cannot be opened at a call is counted, rather than thrown at the caller
     */
    FileHandler(
            Tree tree,
            String kind,
            Path path,
            Rotation rotation,
            Retention retention,
            boolean truncate,
            boolean keepsErrors) {
        super(tree, kind);
        this.path = path;
        this.rotation = rotation;
        this.retention = retention;
        this.truncate = truncate;
        this.keepsErrors = keepsErrors;
    }

    /** Makes the file, where there is none. */
    void create() throws PythonError {
        open();
        tree.written(path);
    }

    private RotatingFile open() throws PythonError {
        if (file != null) {
            return file;
        }
        TimedFileHandler.needDirectory(path);
        var opened = new RotatingFile(
                path,
                rotation,
                retention,
                tree.clock().zone(),
                tree.compressor(),
                tree.selfLog(),
                newest -> tree.writtenMillis(newest).map(OptionalLong::of).orElseGet(OptionalLong::empty));
        try {
            if (truncate && !closed) {
                Files.deleteIfExists(path);
            }
            opened.open(tree.clock().millis());
        } catch (IOException e) {
            throw new PythonError("OSError", String.valueOf(e.getMessage()));
        }
        file = opened;
        return opened;
    }

    @Override
    void emit(Call call) throws PythonError {
        if (truncate && closed) {
            return;
        }
        try {
            open();
        } catch (PythonError e) {
            if (!keepsErrors) {
                throw e;
            }
            tree.failedToEmit();
            return;
        }
        try {
            write(call, text(call));
        } catch (PythonError e) {
            tree.failedToEmit();
        }
    }

    private void write(Call call, String text) throws PythonError {
        RotatingFile to = open();
        byte[] line = (text + terminator()).getBytes(StandardCharsets.UTF_8);
        int measured = text.getBytes(StandardCharsets.UTF_8).length + 1;
        try {
            if (to.isFull(0, measured, call.millis())) {
                to.rotate(call.millis());
            }
            to.firstRecord(call.millis());
            to.write(line, 0, line.length);
            tree.written(path);
        } catch (IOException e) {
            throw new PythonError("OSError", String.valueOf(e.getMessage()));
        }
    }

    @Override
    void close() throws PythonError {
        closed = true;
        RotatingFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new PythonError("OSError", String.valueOf(e.getMessage()));
            }
        }
    }
}
