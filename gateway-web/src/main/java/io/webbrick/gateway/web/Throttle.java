package io.webbrick.gateway.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing. After {@value #FREE_OF_ADDRESS} failures an address waits 1 s, then twice as long after each
 * further failure, at most 5 minutes. After {@value #FREE_OF_ACCOUNT} failures from anywhere an account waits in the same
 * way, at most 1 minute, but only for addresses that have failed themselves: one that has not is heard once, so that
 * nobody can lock the owner of an account out from elsewhere. A success changes nothing, else whoever has an account could
 * guess at another's between two of his own; 15 minutes without a failure do.
 *
 * <p>An IPv6 network of 64 bits counts as one address. Remembers {@value #MOST} addresses and accounts each, the longest
 * unused are forgotten first. Any thread.
 */
final class Throttle {
    private static final int FREE_OF_ADDRESS = 5;
    private static final int FREE_OF_ACCOUNT = 20;
    private static final int MOST = 1_024;
    private static final int LONGEST_NAME = 64;
    private static final long LONGEST_OF_ADDRESS = 300_000;
    private static final long LONGEST_OF_ACCOUNT = 60_000;
    private static final long FORGET_MILLIS = 900_000;

    private final LongSupplier millis;
    private final Failures addresses = new Failures(FREE_OF_ADDRESS, LONGEST_OF_ADDRESS);
    private final Failures accounts = new Failures(FREE_OF_ACCOUNT, LONGEST_OF_ACCOUNT);

    /** @param millis a clock that never goes back */
    Throttle(LongSupplier millis) {
        this.millis = millis;
    }

    /**
     * How long credentials for this account from this address have to wait before they are looked at; 0 for not at all.
     *
     * @param account null where the credentials name none
     */
    synchronized long waitMillis(String address, @Nullable String account) {
        long now = millis.getAsLong();
        long wait = addresses.waitMillis(address, now);
        return account != null && addresses.remembers(address, now)
                ? Math.max(wait, accounts.waitMillis(key(account), now))
                : wait;
    }

    /** Wrong credentials came from this address, for this account where they named one. */
    synchronized void failed(String address, @Nullable String account) {
        long now = millis.getAsLong();
        addresses.add(address, now);
        if (account != null) {
            accounts.add(key(account), now);
        }
    }

    /** How many addresses and accounts are remembered. */
    synchronized int size() {
        return addresses.size() + accounts.size();
    }

    /** What failures are counted under. */
    static String key(InetAddress address) {
        if (address instanceof Inet6Address) {
            byte[] network = Arrays.copyOf(address.getAddress(), 8);
            return Arrays.toString(network);
        }
        return address.getHostAddress();
    }

    /** No account has a longer name; what is longer shares what follows from it. */
    private static String key(String account) {
        return account.length() <= LONGEST_NAME ? account : account.substring(0, LONGEST_NAME);
    }

    /** The failures of all addresses, or of all accounts. Guarded by its throttle. */
    private static final class Failures extends LinkedHashMap<String, Failed> {
        private static final long serialVersionUID = 1L;

        private final int free;
        private final long longest;

        Failures(int free, long longest) {
            super(64, 0.75f, true);
            this.free = free;
            this.longest = longest;
        }

        void add(String key, long now) {
            Failed known = get(key);
            int count = known == null || now - known.last > FORGET_MILLIS ? 1 : known.count + 1;
            put(key, new Failed(count, now, now + pause(count)));
        }

        long waitMillis(String key, long now) {
            Failed known = get(key);
            return known == null ? 0 : Math.max(0, known.until - now);
        }

        boolean remembers(String key, long now) {
            Failed known = get(key);
            return known != null && now - known.last <= FORGET_MILLIS;
        }

        private long pause(int count) {
            return count < free ? 0 : Math.min(longest, 1_000L << Math.min(20, count - free));
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failed> eldest) {
            return size() > MOST;
        }
    }

    private record Failed(int count, long last, long until) {}
}
