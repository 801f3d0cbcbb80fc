package io.webbrick.gateway.ship.wire;

import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a sender says short, and secrets out of it, plain, in Base64 and as in an address: another side, or a proxy on the way,
 * may repeat in its answer what it was sent. One thread.
 */
public final class Discreet implements Sender {
    private static final String MASK = "***";

    private static final int LONGEST = 300;

    /** A shorter one would be found in the middle of words. */
    private static final int SHORTEST = 4;

    private final Sender sender;
    private final Supplier<Collection<String>> secrets;

    /** @param secrets what must not be seen, asked each time that there is something to say */
    public Discreet(Sender sender, Supplier<Collection<String>> secrets) {
        this.sender = sender;
        this.secrets = secrets;
    }

    @Override
    public String destination() {
        return sender.destination();
    }

    @Override
    public int bytes(Outgoing record) {
        return sender.bytes(record);
    }

    @Override
    public Verdict send(List<Outgoing> batch) throws InterruptedException {
        Verdict verdict = sender.send(batch);
        if (verdict instanceof Verdict.Again again) {
            return new Verdict.Again(hide(again.why()), again.after());
        }
        if (verdict instanceof Verdict.Denied denied) {
            return new Verdict.Denied(hide(denied.why()));
        }
        if (verdict instanceof Verdict.Poisoned poisoned) {
            return new Verdict.Poisoned(hide(poisoned.why()));
        }
        if (verdict instanceof Verdict.GivenUp given) {
            return new Verdict.GivenUp(hide(given.why()));
        }
        if (verdict instanceof Verdict.Accepted accepted && accepted.why() != null) {
            return new Verdict.Accepted(accepted.refused(), accepted.further(), hidden(accepted.why()));
        }
        return verdict;
    }

    private @Nullable String hidden(@Nullable String text) {
        return text == null ? null : hide(text);
    }

    private String hide(String text) {
        String shown = text;
        for (String secret : secrets.get()) {
            if (secret.length() >= SHORTEST) {
                byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
                shown = shown.replace(secret, MASK)
                        .replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), MASK)
                        .replace(Base64.getEncoder().encodeToString(bytes), MASK)
                        .replace(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), MASK);
            }
        }
        return shown.length() > LONGEST ? Utf8.begin(shown, LONGEST) + "..." : shown;
    }
}
