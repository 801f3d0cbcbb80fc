package io.webbrick.gateway.ship.deliver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** Answers as a test says and remembers what was asked; accepts everything once the script is over. One thread. */
final class ScriptedSender implements Sender {
    private final Deque<Function<List<Outgoing>, Verdict>> script = new ArrayDeque<>();
    private Function<List<Outgoing>, Verdict> usual = batch -> Verdict.accepted();
    private final List<List<Outgoing>> asked = new ArrayList<>();
    private final List<Outgoing> received = new ArrayList<>();

    void next(Verdict verdict) {
        script.add(batch -> verdict);
    }

    void always(Function<List<Outgoing>, Verdict> answer) {
        usual = answer;
    }

    List<List<Outgoing>> asked() {
        return asked;
    }

    /** The texts that were accepted, in the order they came. */
    List<String> texts() {
        return received.stream().map(Outgoing::text).toList();
    }

    List<Outgoing> received() {
        return received;
    }

    @Override
    public String destination() {
        return "script";
    }

    @Override
    public int bytes(Outgoing record) {
        return record.text().length();
    }

    @Override
    public Verdict send(List<Outgoing> batch) {
        asked.add(List.copyOf(batch));
        Function<List<Outgoing>, Verdict> scripted = script.poll();
        Verdict verdict = (scripted == null ? usual : scripted).apply(batch);
        if (verdict instanceof Verdict.Accepted accepted) {
            List<Integer> refused =
                    accepted.refused().stream().map(Verdict.Refused::index).toList();
            for (int index = 0; index < batch.size(); index++) {
                if (!refused.contains(index)) {
                    received.add(batch.get(index));
                }
            }
        }
        return verdict;
    }
}
