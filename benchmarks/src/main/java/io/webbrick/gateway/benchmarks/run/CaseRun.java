package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.measure.Answer;
import io.webbrick.gateway.benchmarks.measure.Case;
import io.webbrick.gateway.benchmarks.peer.Layout;
import io.webbrick.gateway.benchmarks.row.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A measurement that the process makes by itself; afterwards, where the row says so, its files are counted. */
final class CaseRun {
    private static final Duration AT_MOST = Duration.ofSeconds(150);
    private static final LineForm PLAIN = LineForm.endingWith(" from boiler-room");

    private CaseRun() {}

    static Map<String, List<Double>> run(Row row, Launch launch, Map<String, String> settings)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<String>();
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        arguments.add("config=" + launch.config());
        Jvm.Ended ended = launch.start(List.of(), Case.class, arguments).await(AT_MOST);
        ended.requireSuccess();
        var values = new HashMap<>(Answer.parse(ended.printed()).values());
        if (row.kind() == Row.Kind.COUNTED) {
            count(row, launch.logs(), values);
        }
        return values;
    }

    /**
     * What was called and is not in the files is lost; only what is there counts as done. A queue that is no text file
     * is counted by the process.
     */
    private static void count(Row row, Path logs, Map<String, List<Double>> values) throws IOException {
        LineCheck found = values.containsKey("lines")
                ? new LineCheck(Math.round(only(values, "lines")), 0)
                : LineCheck.of(logs, "EventLog", PLAIN);
        double calls = only(values, "calls");
        double lost = calls - found.lines();
        if (row.layout() == Layout.TWO) {
            lost = Math.max(lost, calls - LineCheck.of(logs, "debug", PLAIN).lines());
        }
        values.put("lost", List.of(lost));
        values.put("torn", List.of((double) found.torn()));
        if (values.containsKey("seconds")) {
            double records = only(values, "records") - lost;
            values.put("rate", List.of(records / only(values, "seconds") / 1e6));
        }
    }

    private static double only(Map<String, List<Double>> values, String key) throws IOException {
        List<Double> found = values.getOrDefault(key, List.of());
        if (found.size() != 1) {
            throw new IOException("the process told " + found + " as " + key);
        }
        return found.get(0);
    }
}
