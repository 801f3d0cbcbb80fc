package io.webbrick.gateway.logging.stream;

/**
 * One stream at work, for status: what was configured and what became of its records since start.
 *
 * @param standsStill whether its writer has been at one step for long, so that who looks at its files may wait as long
 */
public record StreamView(StreamSpec spec, long stored, long lost, boolean standsStill) {}
