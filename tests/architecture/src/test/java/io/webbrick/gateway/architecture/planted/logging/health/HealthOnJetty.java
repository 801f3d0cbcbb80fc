package io.webbrick.gateway.architecture.planted.logging.health;

import org.eclipse.jetty.server.Server;

/** Planted: health that sees the web server. */
record HealthOnJetty(Server server) {}
