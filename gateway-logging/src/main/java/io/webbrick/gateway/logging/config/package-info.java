/**
 * Configuration: reads the files, lays them over one another, replaces names, checks everything and hands back a
 * {@link io.webbrick.gateway.logging.stream.LoggingPlan}. The only package that knows the users' words (handlers,
 * formatters, qualname) as well as ours.
 */
package io.webbrick.gateway.logging.config;
