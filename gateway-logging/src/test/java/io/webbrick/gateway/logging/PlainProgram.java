package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.Level;

/** A program that logs and says nothing about logging. */
final class PlainProgram {
    private PlainProgram() {}

    public static void main(String[] args) {
        LogHandle logger = GatewayLogging.handle("plain.program");
        for (Level level : Level.values()) {
            logger.log(level.number(), "a record at {}", level);
        }
    }
}
