package io.webbrick.gateway.benchmarks.ship;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Servers on this machine: one that takes whatever comes, and one that takes connections and never answers. Any thread. */
final class OtherSide implements AutoCloseable {
    /** What Slack, CloudWatch and collectors answer when all is well. */
    private static final byte[] WELL = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final ServerSocket hole;
    private final List<Socket> swallowed = new CopyOnWriteArrayList<>();

    OtherSide() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "other-side");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                boolean oci = exchange.getRequestURI().getPath().startsWith("/20200831");
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, oci ? -1 : WELL.length);
                if (!oci) {
                    exchange.getResponseBody().write(WELL);
                }
            }
        });
        server.start();
        hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var swallowing = new Thread(this::swallow, "black-hole");
        swallowing.setDaemon(true);
        swallowing.start();
    }

    private void swallow() {
        try {
            while (true) {
                swallowed.add(hole.accept());
            }
        } catch (IOException closed) {
            // the run is over
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    URI blackHole() {
        return URI.create("http://127.0.0.1:" + hole.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        hole.close();
        for (Socket each : swallowed) {
            each.close();
        }
    }
}
