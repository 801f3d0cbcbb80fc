package io.webbrick.gateway.benchmarks.measure;

import io.webbrick.gateway.logging.GatewayLogging;
import java.lang.reflect.Method;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/**
 * The few things beyond SLF4J that a measurement needs of the library under it: an orderly end, the records it says it
 * gave up, a reload. Other libraries' classes are reached by name, as no two of them can share a class path.
 */
public enum Library {
    /** The one this repository builds. */
    OURS {
        /** A configuration with an error would be replaced by another one, and something else be measured. */
        @Override
        void begin() {
            var status = GatewayLogging.current().status();
            if (!status.configurationProblems().isEmpty()) {
                throw new IllegalStateException(
                        "the configuration is not used as it is: " + String.join("; ", status.configurationProblems()));
            }
        }

        @Override
        void close() {
            GatewayLogging.current().close();
        }

        @Override
        long refused() {
            return GatewayLogging.current().status().lost();
        }

        @Override
        void reload() {
            GatewayLogging.current().reload();
        }
    },
    /** Log4j 2. */
    LOG4J2 {
        @Override
        void close() throws ReflectiveOperationException {
            Class.forName("org.apache.logging.log4j.LogManager")
                    .getMethod("shutdown")
                    .invoke(null);
        }
    },
    /** Logback. */
    LOGBACK {
        @Override
        void close() throws ReflectiveOperationException {
            Object context = LoggerFactory.getILoggerFactory();
            context.getClass().getMethod("stop").invoke(context);
        }
    },
    /** tinylog 2. */
    TINYLOG {
        @Override
        void close() throws ReflectiveOperationException {
            Object provider = Class.forName("org.tinylog.provider.ProviderRegistry")
                    .getMethod("getLoggingProvider")
                    .invoke(null);
            Method shutdown =
                    Class.forName("org.tinylog.provider.LoggingProvider").getMethod("shutdown");
            shutdown.invoke(provider);
        }
    },
    /** java.util.logging. */
    JUL {
        @Override
        void close() {
            LogManager.getLogManager().reset();
        }
    },
    /** Chronicle Queue, without SLF4J. */
    CHRONICLE {
        @Override
        void close() throws ReflectiveOperationException {
            MappedQueue.ofThisProcess().close();
        }
    },
    /** No logging at all: what the process costs by itself. */
    NONE {
        @Override
        void close() {}
    };

    /** The library of the process, from the system property {@code benchmarks.library}. */
    static Library ofThisProcess() {
        return valueOf(System.getProperty("benchmarks.library", "NONE"));
    }

    /** Takes its configuration; throws when it does not take it as it is. */
    void begin() {}

    /** Returns when every accepted record is in its file, as far as the library promises that. */
    abstract void close() throws ReflectiveOperationException;

    /** Records that it refused so far, where it counts them. */
    long refused() {
        return 0;
    }

    /** Reads its configuration again, where the library does not watch the file every second by itself. */
    void reload() {}
}
