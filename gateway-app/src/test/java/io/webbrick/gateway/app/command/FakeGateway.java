package io.webbrick.gateway.app.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers what a test tells it to and remembers what it was asked. */
final class FakeGateway implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Question> questions = new CopyOnWriteArrayList<>();

    private record Answer(int status, String body) {}

    /** One request. */
    record Question(String method, String path, String authorization, String body) {}

    FakeGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    FakeGateway answers(String path, int status, String body) {
        answers.remove(path);
        return andThen(path, status, body);
    }

    /** What it answers after what it was told before; the last answer stays. */
    FakeGateway andThen(String path, int status, String body) {
        answers.computeIfAbsent(path, first -> new ConcurrentLinkedDeque<>()).add(new Answer(status, body));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Question> questions() {
        return questions;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        questions.add(new Question(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                authorization == null ? "" : authorization,
                body));
        Deque<Answer> all = answers.getOrDefault(
                exchange.getRequestURI().getPath(),
                new ArrayDeque<>(List.of(new Answer(404, "{\"error\":\"not found\",\"detail\":\"nothing here\"}"))));
        Answer answer = all.size() > 1 ? all.remove() : all.element();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
