package io.webbrick.gateway.architecture.planted.logging.format;

import org.slf4j.Logger;

/** Planted: a format that logs. */
record FormatThatLogs(Logger log) {}
