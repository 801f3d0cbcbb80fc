package io.webbrick.gateway.web.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/problems} and {@code /api/talkers}: what goes wrong, and who writes much. */
final class ProblemsApi {
    static final String PREFIX = "/api/problems/";

    private static final String ACKNOWLEDGE = "/acknowledge";

    private final StreamWatch watch;
    private final Vitals vitals;
    private final Moments moments;

    ProblemsApi(StreamWatch watch, Vitals vitals, Moments moments) {
        this.watch = watch;
        this.vitals = vitals;
        this.moments = moments;
    }

    Answer list(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        watch.look();
        var answer = new LinkedHashMap<String, Object>();
        answer.put(
                "configuration",
                vitals.status().configurationProblems().stream()
                        .map(ProblemsApi::configuration)
                        .toList());
        answer.putAll(watch.problems().shape());
        return Answer.json(200, answer);
    }

    private static Map<String, Object> configuration(String problem) {
        return Map.of("level", problem.contains(": error: ") ? "error" : "warning", "text", problem);
    }

    Answer talkers(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        watch.look();
        return Answer.json(200, watch.talkers().shape());
    }

    Answer acknowledge(Ask ask) throws Refusal {
        return change(ask, new Acknowledgement(moments.now(), ask.user()));
    }

    Answer open(Ask ask) throws Refusal {
        return change(ask, null);
    }

    private Answer change(Ask ask, @Nullable Acknowledgement acknowledgement) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        int end = ask.path().length() - ACKNOWLEDGE.length();
        if (!ask.path().endsWith(ACKNOWLEDGE) || end <= PREFIX.length()) {
            throw Routes.notFound(ask.path());
        }
        String id = ask.path().substring(PREFIX.length(), end);
        watch.look();
        if (!keep(id, acknowledgement)) {
            throw new Refusal(404, "no such problem", id + " is no problem that is known now; ask GET /api/problems");
        }
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("id", id);
        answer.put(
                "acknowledged",
                acknowledgement == null ? null : acknowledgement.at().toString());
        answer.put("by", acknowledgement == null ? null : acknowledgement.by());
        return Answer.json(200, answer);
    }

    private boolean keep(String id, @Nullable Acknowledgement acknowledgement) throws Refusal {
        try {
            return watch.problems().acknowledge(id, acknowledgement);
        } catch (IOException e) {
            throw new Refusal(
                    503,
                    "not kept",
                    "problem " + id + " stays as it was, because the log directory cannot be written now; try again");
        }
    }
}
