package io.webbrick.gateway.logging.slf4j;

import io.webbrick.gateway.logging.GatewayLogging;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What SLF4J finds through {@code ServiceLoader}. Creating it opens no file and starts no thread: a plain application's
 * logging is set up by its first record.
 */
public final class GatewayServiceProvider implements SLF4JServiceProvider {
    /** The newest SLF4J that this provider was compiled against; SLF4J warns when its own does not fit. */
    private static final String REQUESTED_API_VERSION = "2.0.99";

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final DiagnosticContext context = new DiagnosticContext();
    private final LoggerRegistry loggers = new LoggerRegistry(context);

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return REQUESTED_API_VERSION;
    }

    /** Called once by SLF4J, on whichever thread asks for a logger first. */
    @Override
    public void initialize() {
        GatewayLogging.mdc(context::lend);
    }
}
