package io.webbrick.gateway.benchmarks.report;

import io.webbrick.gateway.benchmarks.peer.Peer;
import io.webbrick.gateway.benchmarks.row.Figure;
import io.webbrick.gateway.benchmarks.row.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * One figure of one environment: everybody's, the best peer's, and whether ours reaches its goal.
 *
 * @param values by peer, in the order of measuring
 * @param best the best peer that may be compared with
 */
public record Verdict(
        Environment environment, Row row, Figure figure, Map<String, Summary> values, Optional<Best> best) {
    /** The name ours goes by. */
    public static final String OURS = "ours";

    /** The best peer and its figure. */
    public record Best(String name, Summary summary) {}

    /** Judges a figure. Peers that lost records in this row are never the best. */
    static Verdict of(
            Environment environment, Row row, Figure figure, Map<Peer, Summary> values, Predicate<Peer> lost) {
        var byName = new LinkedHashMap<String, Summary>();
        Optional<Best> best = Optional.empty();
        for (var entry : values.entrySet()) {
            Peer peer = entry.getKey();
            Summary summary = entry.getValue();
            byName.put(peer.name(), summary);
            boolean beats =
                    best.isEmpty() || isBetter(figure, summary, best.get().summary());
            if (figure.rivals().has(peer) && !lost.test(peer) && beats) {
                best = Optional.of(new Best(peer.name(), summary));
            }
        }
        return new Verdict(environment, row, figure, byName, best);
    }

    private static boolean isBetter(Figure figure, Summary one, Summary other) {
        return figure.lowerIsBetter() ? one.median() < other.median() : one.median() > other.median();
    }

    /** Ours; empty when it was not measured. */
    public Optional<Summary> ours() {
        return Optional.ofNullable(values.get(OURS));
    }

    /** Ours divided by the best peer's. */
    public OptionalDouble ratio() {
        Optional<Summary> mine = ours();
        if (mine.isEmpty() || best.isEmpty() || best.get().summary().median() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(mine.get().median() / best.get().summary().median());
    }

    /** "yes", "no", or empty where there is no goal, no figure of ours, or no peer that the goal is about. */
    public String met() {
        if (ours().isEmpty() || figure.goal().text().isEmpty() || (figure.goal().needsPeer() && best.isEmpty())) {
            return "";
        }
        return figure.goal().isMet(ours().get().median(), ratio()) ? "yes" : "no";
    }
}
