package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.house.House;
import io.webbrick.gateway.app.house.HouseOptions;
import io.webbrick.gateway.app.house.HttpOptions;
import io.webbrick.gateway.app.place.GatewayIdFile;
import io.webbrick.gateway.app.place.Installation;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tail -f --url} on a whole gateway, whose instance file it cannot see. */
final class FollowedHouseTest {
    @TempDir
    Path place;

    /** What somebody reads line by line until they go away. */
    private static final class Reader extends Writer {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final StringBuilder line = new StringBuilder();
        private volatile boolean gone;

        @Override
        public void write(char[] chars, int from, int count) throws IOException {
            if (gone) {
                throw new IOException("broken pipe");
            }
            for (char c : new String(chars, from, count).toCharArray()) {
                if (c == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                } else {
                    line.append(c);
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void eachRecordComesOnceOverARestart() throws Exception {
        var out = new Reader();
        var err = new Reader();
        House house = start(0);
        try {
            String url = instances().alive().get(0).url();
            post(url, 0, 20);
            CompletableFuture<Integer> tail = CompletableFuture.supplyAsync(() -> GatewayCommandLine.run(
                    new Harness(place.resolve("elsewhere")).around(),
                    new PrintWriter(out),
                    new PrintWriter(err),
                    "tail",
                    "EventLog",
                    "-n",
                    "5",
                    "-f",
                    "--grep",
                    "number/",
                    "--url",
                    url));
            await(out, 5);
            post(url, 20, 40);
            await(out, 25);
            house.close();
            Awaitility.await().until(() -> err.lines.size() == 1);
            house = start(URI.create(url).getPort());
            post(url, 40, 60);
            await(out, 45);
            assertEquals(IntStream.range(15, 60).boxed().toList(), numbers(out));
            assertTrue(err.lines.get(0).startsWith("gateway: the connection is lost ("), err.lines::toString);
            assertEquals("gateway: connected to " + url + " again", err.lines.get(1));
            out.gone = true;
            post(url, 60, 61);
            assertEquals(0, tail.get(20, TimeUnit.SECONDS));
        } finally {
            house.close();
        }
    }

    private static void await(Reader out, int lines) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> out.lines.size() >= lines);
    }

    private static List<Integer> numbers(Reader out) {
        return out.lines.stream()
                .map(line -> Integer.valueOf(line.substring(line.lastIndexOf('/') + 1)))
                .toList();
    }

    private void post(String url, int from, int to) throws IOException {
        var events = new ArrayList<String>();
        for (int number = from; number < to; number++) {
            events.add("{\"type\":\"t\",\"source\":\"number/" + number + "\"}");
        }
        String token = instances().alive().get(0).token();
        new GatewayClient(url, Optional.of(token))
                .post("/api/events", "application/x-ndjson", String.join("\n", events));
    }

    private House start(int port) throws Exception {
        var installation = new Installation(Path.of(System.getProperty("project.root")));
        var logging = new LoggingOptions(
                installation.configuration(installation.conf(), "disk"),
                place.resolve("logs"),
                ZoneOffset.UTC,
                place,
                false,
                InstantSource.system());
        return House.start(
                new HouseOptions(
                        logging,
                        new HttpOptions("127.0.0.1", port, List.of(), null),
                        null,
                        List.of(),
                        new AccountsFile(place.resolve("users")),
                        new GatewayIdFile(place.resolve("gateway-id")),
                        null),
                instances());
    }

    private Instances instances() {
        return Instances.of(new Harness(place).around());
    }
}
