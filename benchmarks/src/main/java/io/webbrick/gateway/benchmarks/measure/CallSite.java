package io.webbrick.gateway.benchmarks.measure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The log call that is measured; a process uses one of them only, so that it is compiled for that one. Any thread.
 */
@FunctionalInterface
interface CallSite {
    String LOGGER = "EventLog.sensor";
    String TYPE = "webbrick/9/CT/3/temperature/change";
    String SOURCE = "boiler-room";

    /** Logs once; {@code n} counts the calls of this thread. */
    void call(long n);

    /** Makes what the calling thread needs before its first call. */
    default void prepareThread() {}

    /** The call site of this name. */
    static CallSite of(String name, Library library) throws ReflectiveOperationException {
        if (library == Library.CHRONICLE) {
            MappedQueue queue = MappedQueue.ofThisProcess();
            return n -> queue.log(TYPE, SOURCE);
        }
        Logger log = LoggerFactory.getLogger(LOGGER);
        return switch (name) {
            case "plain" -> n -> log.info("event {} from {}", TYPE, SOURCE);
            case "disabled" -> n -> log.debug("event {} from {}", TYPE, SOURCE);
            case "mdc" -> new WithContext(log);
            case "throwable" -> new WithThrowable(log);
            case "non-ascii" -> n -> log.info("event {} from {}", "Wärmepumpe/Vorlauf/Änderung/°C/µs", SOURCE);
            case "doubles" -> n -> log.info("event {} from {}", 0.1 * (n & 0xFFFF), SOURCE);
            default ->
                throw new IllegalArgumentException("call site \"" + name
                        + "\" unknown; one of plain, disabled, mdc, throwable, non-ascii, doubles");
        };
    }

    /** A thread with three values in its context, which the line shows. */
    record WithContext(Logger log) implements CallSite {
        @Override
        public void call(long n) {
            log.info("event {} from {}", TYPE, SOURCE);
        }

        @Override
        public void prepareThread() {
            MDC.put("house", "12");
            MDC.put("room", "boiler");
            MDC.put("request", "a81f");
        }
    }

    /** A throwable of about twenty frames, made once: what costs is its text. */
    final class WithThrowable implements CallSite {
        private static final int FRAMES = 16;
        private final Logger log;
        private final IllegalStateException thrown;

        WithThrowable(Logger log) {
            this.log = log;
            this.thrown = deep(FRAMES);
        }

        private static IllegalStateException deep(int frames) {
            return frames == 0 ? new IllegalStateException("the boiler does not answer") : deep(frames - 1);
        }

        @Override
        public void call(long n) {
            log.info("event from boiler-room", thrown);
        }
    }
}
