package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.Wants;
import io.webbrick.gateway.logging.record.RecordEncoder;
import java.lang.StackWalker.StackFrame;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only the call itself can tell, for formats that show it, by Python's names. In the calling thread; looking at its
 * stack costs some microseconds.
 */
final class CallSite {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String OWN = "io.webbrick.gateway.logging.";

    private CallSite() {}

    static void describe(RecordEncoder encoder, Set<Wants> wanted, @Nullable String template) {
        if (wanted.contains(Wants.TEMPLATE)) {
            encoder.call("msg", template);
        }
        if (wanted.contains(Wants.THREAD_NUMBER)) {
            encoder.call("thread", Thread.currentThread().getId());
        }
        if (wanted.contains(Wants.CALLER)) {
            STACK.walk(frames -> frames.filter(CallSite::isCaller).findFirst())
                    .ifPresent(frame -> place(encoder, frame));
        }
    }

    /** Our own classes, and the doors through which people come to them. */
    private static boolean isCaller(StackFrame frame) {
        String name = frame.getClassName();
        return !name.equals(OWN + "LogHandle")
                && !name.startsWith(OWN + "stream.")
                && !name.startsWith(OWN + "slf4j.")
                && !name.startsWith("org.slf4j.");
    }

    private static void place(RecordEncoder encoder, StackFrame frame) {
        String name = frame.getClassName();
        String file = frame.getFileName() == null ? "" : frame.getFileName();
        int directories = name.lastIndexOf('.') + 1;
        encoder.call("filename", file);
        encoder.call("pathname", name.substring(0, directories).replace('.', '/') + file);
        encoder.call("module", name.substring(directories));
        encoder.call("funcName", frame.getMethodName());
        encoder.call("lineno", frame.getLineNumber());
    }
}
