package io.webbrick.gateway.events.source;

import io.webbrick.gateway.events.HomeEvent;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Decides what becomes of each packet: refused, malformed, duplicate or an event. Owned by the receiver's thread; the
 * counts may be read from any.
 */
final class UdpIntake {
    private static final int MOST_SENDERS = 1024;

    private final Logger logger;
    private final List<Network> allowed;
    private final Consumer<HomeEvent> events;
    private final Throttle malformedWarnings;
    private final Throttle refusedWarnings;
    private final Throttle failureErrors;
    private final Map<String, Integer> lastSequences = new LastUsed();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    UdpIntake(List<Network> allowed, InstantSource clock, Consumer<HomeEvent> events, Logger logger) {
        this.logger = logger;
        this.allowed = allowed;
        this.events = events;
        malformedWarnings = new Throttle(clock);
        refusedWarnings = new Throttle(clock);
        failureErrors = new Throttle(clock);
    }

    /** Takes one packet; never throws. */
    void take(byte[] bytes, int length, InetAddress sender) {
        received.incrementAndGet();
        if (!isAllowed(sender)) {
            refused.incrementAndGet();
            if (refusedWarnings.tryPass()) {
                logger.warn(
                        "packet from {} refused, allowed are loopback{}{}",
                        sender.getHostAddress(),
                        allowed.isEmpty() ? "" : " and " + allowed,
                        since(refusedWarnings));
            }
            return;
        }
        try {
            accept(UdpPacket.decode(bytes, length, sender.getHostAddress()), sender.getHostAddress());
        } catch (MalformedPacketException e) {
            malformed.incrementAndGet();
            if (malformedWarnings.tryPass()) {
                logger.warn(
                        "malformed packet from {} dropped, {}{}",
                        sender.getHostAddress(),
                        e.getMessage(),
                        since(malformedWarnings));
            }
        }
    }

    /** Says what was suppressed and not said yet. */
    void finish() {
        long unsaid = malformedWarnings.takeSuppressed() + refusedWarnings.takeSuppressed();
        if (unsaid > 0) {
            logger.warn("{} more packets were dropped as malformed or refused", unsaid);
        }
    }

    UdpCounts counts() {
        return new UdpCounts(
                received.get(), published.get(), duplicates.get(), malformed.get(), refused.get(), failed.get());
    }

    private void accept(UdpPacket packet, String sender) {
        if (isDuplicate(packet, sender)) {
            duplicates.incrementAndGet();
            logger.debug("duplicate {} from {}", packet.sequence(), sender);
            return;
        }
        logger.debug("received {} from {}", packet.event().source(), sender);
        try {
            events.accept(packet.event());
            published.incrementAndGet();
        } catch (RuntimeException | Error e) {
            failed.incrementAndGet();
            if (failureErrors.tryPass()) {
                logger.error("event of {} not published{}", packet.event().source(), since(failureErrors), e);
            }
        }
    }

    private boolean isDuplicate(UdpPacket packet, String sender) {
        if (packet.sequence() == UdpPacket.NO_SEQUENCE) {
            return false;
        }
        Integer before = lastSequences.put(sender, packet.sequence());
        return before != null && before == packet.sequence();
    }

    private boolean isAllowed(InetAddress sender) {
        return sender.isLoopbackAddress() || allowed.stream().anyMatch(network -> network.contains(sender));
    }

    private static String since(Throttle throttle) {
        long suppressed = throttle.takeSuppressed();
        return suppressed == 0 ? "" : "; " + suppressed + " more since the last such record";
    }

    /** The senders heard last; forged addresses cannot make it grow. */
    private static final class LastUsed extends LinkedHashMap<String, Integer> {
        private static final long serialVersionUID = 1L;

        LastUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_SENDERS;
        }
    }
}
