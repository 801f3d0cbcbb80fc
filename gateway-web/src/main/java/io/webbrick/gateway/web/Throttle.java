package io.webbrick.gateway.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down guessing: after {@value #FREE} failures an address waits 1 s, then twice as long after each further
 * failure, at most 5 minutes. An IPv6 network of 64 bits counts as one address. Remembers {@value #ADDRESSES}
 * addresses, the longest unused is forgotten first; 15 minutes without a failure clear one. Any thread.
 */
final class Throttle {
    private static final int FREE = 5;
    private static final int ADDRESSES = 1_024;
    private static final long LONGEST_MILLIS = 300_000;
    private static final long FORGET_MILLIS = 900_000;

    private final LongSupplier millis;
    private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** @param millis a clock that never goes back */
    Throttle(LongSupplier millis) {
        this.millis = millis;
    }

    /** How long this address has to wait before its credentials are looked at again; 0 for not at all. */
    synchronized long waitMillis(String address) {
        Failures known = failures.get(address);
        return known == null ? 0 : Math.max(0, known.until - millis.getAsLong());
    }

    /** This address gave wrong credentials. */
    synchronized void failed(String address) {
        long now = millis.getAsLong();
        Failures known = failures.get(address);
        int count = known == null || now - known.last > FORGET_MILLIS ? 1 : known.count + 1;
        failures.put(address, new Failures(count, now, now + pause(count)));
    }

    /** This address gave right credentials. */
    synchronized void succeeded(String address) {
        failures.remove(address);
    }

    /** How many addresses are remembered. */
    synchronized int size() {
        return failures.size();
    }

    /** What failures are counted under. */
    static String key(InetAddress address) {
        if (address instanceof Inet6Address) {
            byte[] network = Arrays.copyOf(address.getAddress(), 8);
            return Arrays.toString(network);
        }
        return address.getHostAddress();
    }

    private static long pause(int count) {
        if (count < FREE) {
            return 0;
        }
        return Math.min(LONGEST_MILLIS, 1_000L << Math.min(20, count - FREE));
    }

    private record Failures(int count, long last, long until) {}
}
