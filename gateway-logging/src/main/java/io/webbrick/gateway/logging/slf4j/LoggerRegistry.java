package io.webbrick.gateway.logging.slf4j;

import io.webbrick.gateway.logging.GatewayLogging;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/**
 * The loggers of this process, one instance per name for ever. Any thread; a known name costs one map look-up.
 */
final class LoggerRegistry implements ILoggerFactory {
    private final ConcurrentMap<String, GatewayLogger> loggers = new ConcurrentHashMap<>();
    private final DiagnosticContext context;

    LoggerRegistry(DiagnosticContext context) {
        this.context = context;
    }

    @Override
    public Logger getLogger(String name) {
        GatewayLogger known = loggers.get(name);
        return known != null ? known : add(name);
    }

    // not computeIfAbsent: whatever makes a handle may itself ask for a logger
    private GatewayLogger add(String name) {
        var made = new GatewayLogger(GatewayLogging.handle(name), context);
        GatewayLogger first = loggers.putIfAbsent(name, made);
        return first != null ? first : made;
    }
}
