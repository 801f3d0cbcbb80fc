package io.webbrick.gateway.web.api;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/stop}: ends the gateway once the answer is on its way. Needs somebody with a name. */
final class StopApi {
    private static final Logger LOG = LoggerFactory.getLogger("WebBrickGateway.web");

    private final Runnable stop;

    StopApi(Runnable stop) {
        this.stop = stop;
    }

    Answer stop(Ask ask) throws Refusal {
        String user = ask.user();
        if (user == null) {
            throw new Refusal(
                    401, "sign in", "stopping needs the token of the instance file or an admin; try ./gateway stop");
        }
        LOG.info("stop asked for by {}", user);
        return Answer.json(202, Map.of("stopping", true)).then(() -> {
            var thread = new Thread(stop, "web-stop");
            thread.setDaemon(true);
            thread.start();
        });
    }
}
