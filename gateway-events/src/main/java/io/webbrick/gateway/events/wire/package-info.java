/**
 * The wire monitor: HTTP requests and their replies in the log, secrets masked.
 *
 * <pre>{@code
 * HttpClient client = WatchedHttpClient.of(HttpClient.newHttpClient(), WireMonitor.client("Weather").logData(true));
 * client.send(HttpRequest.newBuilder(URI.create("http://192.168.1.20/now?token=x1y2z3")).build(), BodyHandlers.ofString());
 * }</pre>
 *
 * <p>What is logged, once somebody listens, in a stream whose format is {@code *(lines)s}:
 *
 * <pre>{@code
 * > GET http://192.168.1.20/now?token=...
 * > data size: 0
 *
 * < 200 OK
 * <   content-length: 13
 * < data size: 13
 * < {"outside":7}
 * }</pre>
 *
 * <p>To listen from within a program, see {@link io.webbrick.gateway.logging.GatewayLogging}.
 */
package io.webbrick.gateway.events.wire;
