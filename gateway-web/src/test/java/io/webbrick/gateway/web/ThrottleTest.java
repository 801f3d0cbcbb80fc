package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
    private final AtomicLong now = new AtomicLong(1_000_000);
    private final Throttle throttle = new Throttle(now::get);

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(address);
        }
    }

    @Test
    void letsAFewMistakesPass() {
        fail("a", 4);
        assertEquals(0, throttle.waitMillis("a"));
    }

    @Test
    void doublesThePauseWithEachFailure() {
        fail("a", 5);
        assertEquals(1_000, throttle.waitMillis("a"));
        fail("a", 1);
        assertEquals(2_000, throttle.waitMillis("a"));
        fail("a", 50);
        assertEquals(300_000, throttle.waitMillis("a"));
    }

    @Test
    void leavesOtherAddressesAlone() {
        fail("a", 50);
        assertEquals(0, throttle.waitMillis("b"));
    }

    @Test
    void forgetsAfterAQuarterOfAnHourAndAfterSuccess() {
        fail("a", 8);
        now.addAndGet(900_001);
        fail("a", 1);
        assertEquals(0, throttle.waitMillis("a"));
        fail("a", 8);
        throttle.succeeded("a");
        assertEquals(0, throttle.waitMillis("a"));
    }

    @Test
    void remembersABoundedNumberOfAddresses() {
        fail("first", 10);
        for (int i = 0; i < 2_000; i++) {
            throttle.failed("other " + i);
        }
        assertEquals(0, throttle.waitMillis("first"));
        assertTrue(throttle.size() <= 1_024);
    }

    @Test
    void countsAnIpv6NetworkAsOne() throws UnknownHostException {
        String one = Throttle.key(InetAddress.getByName("2001:db8:1:2::1"));
        assertEquals(one, Throttle.key(InetAddress.getByName("2001:db8:1:2:ffff::9")));
        assertNotEquals(one, Throttle.key(InetAddress.getByName("2001:db8:1:3::1")));
    }
}
