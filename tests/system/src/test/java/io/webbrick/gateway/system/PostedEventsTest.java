package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that are posted. */
final class PostedEventsTest {
    @TempDir
    Path place;

    @Test
    void aThousandAreInTheFileInOrderWhenTheyAreAccepted() {
        try (House house = House.run(place)) {
            for (int i = 0; i < 1_000; i++) {
                HttpResponse<String> answer = house.post("/api/events", event(i));
                assertEquals("{\"accepted\":1,\"suppressed\":0}", answer.body().strip());
            }
            List<String> sources = sources(house);
            assertEquals(IntStream.range(0, 1_000).mapToObj(i -> "test/" + i).toList(), sources);
        }
    }

    @Test
    void aBatchKeepsItsOrder() {
        try (House house = House.run(place)) {
            String batch = String.join(
                    "\n",
                    IntStream.range(0, 1_000).mapToObj(PostedEventsTest::event).toList());
            HttpResponse<String> answer = house.post("/api/events", batch);
            assertEquals("{\"accepted\":1000,\"suppressed\":0}", answer.body().strip());
            assertEquals(IntStream.range(0, 1_000).mapToObj(i -> "test/" + i).toList(), sources(house));
        }
    }

    @Test
    void oneBadEventRefusesTheBatch() {
        try (House house = House.run(place)) {
            HttpResponse<String> answer = house.post("/api/events", "[" + event(0) + ",{\"type\":\"test\"}]");
            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("1"), answer::body);
            assertEquals(List.of(), house.events());
        }
    }

    private static String event(int number) {
        return "{\"type\":\"test\",\"source\":\"test/" + number + "\",\"payload\":{\"val\":" + number + "}}";
    }

    private static List<String> sources(House house) {
        return house.events().stream().map(line -> line.split(",", -1)[1]).toList();
    }
}
