package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.stream.Route;
import java.lang.StackWalker.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * What only the call itself can tell, for formats that show it, by Python's names. In the calling thread; looking at its
 * stack costs some microseconds.
 */
final class CallSite {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String OWN = "io.webbrick.gateway.logging.";

    private CallSite() {}

    static void describe(RecordEncoder encoder, Route route, @Nullable String template) {
        if (route.wantsTemplate()) {
            encoder.call("msg", template);
        }
        if (route.wantsThreadNumber()) {
            encoder.call("thread", Thread.currentThread().getId());
        }
        if (route.wantsCaller()) {
            STACK.walk(frames -> frames.filter(CallSite::isCaller).findFirst())
                    .ifPresent(frame -> place(encoder, frame));
        }
    }

    /** Our own classes, and the doors through which people come to them. */
    private static boolean isCaller(StackFrame frame) {
        String name = frame.getClassName();
        return !name.equals(OWN + "LogHandle")
                && !name.equals(OWN + "CallSite")
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
