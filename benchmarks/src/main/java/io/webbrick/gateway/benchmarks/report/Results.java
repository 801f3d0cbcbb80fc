package io.webbrick.gateway.benchmarks.report;

import io.webbrick.gateway.benchmarks.peer.Peer;
import io.webbrick.gateway.benchmarks.row.Figure;
import io.webbrick.gateway.benchmarks.row.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything measured so far. One thread. */
public final class Results {
    private final Map<Key, List<Double>> values = new LinkedHashMap<>();
    private final Map<Place, List<Peer>> measured = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    private record Place(Environment environment, Row row) {}

    private record Key(Place place, Peer peer, String figure) {}

    /** Adds what one process told. */
    public void add(Environment environment, Row row, Peer peer, Map<String, List<Double>> told) {
        var place = new Place(environment, row);
        List<Peer> peers = measured.computeIfAbsent(place, any -> new ArrayList<>());
        if (!peers.contains(peer)) {
            peers.add(peer);
        }
        told.forEach((figure, numbers) -> values.computeIfAbsent(new Key(place, peer, figure), any -> new ArrayList<>())
                .addAll(numbers));
    }

    /** Notes a measurement that failed, or one that a library cannot take part in. */
    public void addFailure(Environment environment, Row row, Peer peer, String why) {
        failures.add(environment.jdk() + ", " + environment.fileSystem() + ", " + row.name() + ", " + peer.name() + ": "
                + why);
    }

    /** What failed, in words. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** The figures of each environment in the order of measuring. */
    public List<Verdict> verdicts() {
        var verdicts = new ArrayList<Verdict>();
        measured.forEach((place, peers) -> {
            for (Figure figure : place.row().figures()) {
                var summaries = new LinkedHashMap<Peer, Summary>();
                for (Peer peer : peers) {
                    List<Double> found = values.getOrDefault(new Key(place, peer, figure.key()), List.of());
                    if (!found.isEmpty()) {
                        summaries.put(peer, Summary.of(found));
                    }
                }
                boolean comparable = figure.rivals() == Figure.Rivals.ALL
                        || summaries.keySet().stream().anyMatch(figure.rivals()::has);
                if (!summaries.isEmpty() && comparable) {
                    verdicts.add(
                            Verdict.of(place.environment(), place.row(), figure, summaries, peer -> lost(place, peer)));
                }
            }
        });
        return verdicts;
    }

    /** Whether this peer lost records in this row, where the row counts them. */
    private boolean lost(Place place, Peer peer) {
        return values.getOrDefault(new Key(place, peer, "lost"), List.of()).stream()
                .anyMatch(records -> records != 0);
    }
}
