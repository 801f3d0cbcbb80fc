/**
 * Runs log calls through a configuration by CPython's rules, in a simulated clock and a file system of its own. Nothing
 * here takes part in logging.
 */
package io.webbrick.gateway.logging.config.dryrun;
