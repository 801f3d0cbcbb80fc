package io.webbrick.gateway.logging.record;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an exception line by line. A line begins with the byte {@link EncodedRecord#LINE}, deeper ones with further
 * {@link EncodedRecord#TAB}; neither byte occurs in UTF-8, so an exception's own words cannot be taken for them and
 * are escaped by the format like any text. One thread.
 */
final class ThrownText {
    private static final int MAX_FRAMES = 512;
    private static final Set<String> BUILT_IN_LOADERS = Set.of("app", "platform");

    private final Utf8Buffer out;

    ThrownText(Utf8Buffer out) {
        this.out = out;
    }

    void append(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        chain(thrown, "", 0, new StackTraceElement[0], seen);
    }

    private void chain(
            Throwable first, String caption, int indent, StackTraceElement[] enclosing, Set<Throwable> seen) {
        String label = caption;
        StackTraceElement[] outer = enclosing;
        Throwable next = first;
        while (next != null) {
            line(indent, label, next);
            if (!seen.add(next)) {
                out.append(" [circular reference]");
                return;
            }
            StackTraceElement[] trace = trace(next);
            frames(indent, trace, outer);
            for (Throwable suppressed : suppressed(next)) {
                chain(suppressed, "Suppressed: ", indent + 1, trace, seen);
            }
            label = "Caused by: ";
            outer = trace;
            next = cause(next);
        }
    }

    private void line(int indent, String label, Throwable thrown) {
        begin(indent);
        out.append(label);
        int start = out.length();
        try {
            out.append(String.valueOf(thrown));
        } catch (RuntimeException | StackOverflowError | LinkageError broken) {
            out.length(start);
            out.append(thrown.getClass().getName());
            out.append(": [FAILED toString(): ");
            out.append(broken.getClass().getName());
            out.append("]");
        }
    }

    private void frames(int indent, StackTraceElement[] trace, StackTraceElement[] enclosing) {
        int inCommon = 0;
        while (inCommon < trace.length
                && inCommon < enclosing.length
                && trace[trace.length - 1 - inCommon].equals(enclosing[enclosing.length - 1 - inCommon])) {
            inCommon++;
        }
        int own = trace.length - inCommon;
        for (int index = 0; index < Math.min(own, MAX_FRAMES); index++) {
            begin(indent + 1);
            out.append("at ");
            frame(trace[index]);
        }
        int left = trace.length - Math.min(own, MAX_FRAMES);
        if (left > 0) {
            begin(indent + 1);
            out.append("... ");
            out.appendDecimal(left);
            out.append(" more");
        }
    }

    /** The words of {@link StackTraceElement#toString}, without making strings of them. */
    private void frame(StackTraceElement frame) {
        String loader = frame.getClassLoaderName();
        String module = frame.getModuleName();
        boolean namesLoader = loader != null && !loader.isEmpty() && !BUILT_IN_LOADERS.contains(loader);
        if (namesLoader) {
            out.append(loader);
            out.put('/');
        }
        if (module != null && !module.isEmpty()) {
            out.append(module);
            String version = frame.getModuleVersion();
            if (version != null && !version.isEmpty() && !isOfTheJdk(module)) {
                out.put('@');
                out.append(version);
            }
            out.put('/');
        } else if (namesLoader) {
            out.put('/');
        }
        out.append(frame.getClassName());
        out.put('.');
        out.append(frame.getMethodName());
        out.put('(');
        place(frame);
        out.put(')');
    }

    private void place(StackTraceElement frame) {
        String file = frame.getFileName();
        if (frame.isNativeMethod()) {
            out.append("Native Method");
        } else if (file == null) {
            out.append("Unknown Source");
        } else {
            out.append(file);
            if (frame.getLineNumber() >= 0) {
                out.put(':');
                out.appendDecimal(frame.getLineNumber());
            }
        }
    }

    private static boolean isOfTheJdk(String module) {
        return module.startsWith("java.") || module.startsWith("jdk.");
    }

    private void begin(int indent) {
        out.put(EncodedRecord.LINE);
        for (int tab = 0; tab < indent; tab++) {
            out.put(EncodedRecord.TAB);
        }
    }

    private static StackTraceElement[] trace(Throwable thrown) {
        try {
            StackTraceElement[] trace = thrown.getStackTrace();
            return trace == null ? new StackTraceElement[0] : trace;
        } catch (RuntimeException broken) {
            return new StackTraceElement[0];
        }
    }

    private static Throwable[] suppressed(Throwable thrown) {
        return thrown.getSuppressed();
    }

    private static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException broken) {
            return null;
        }
    }
}
