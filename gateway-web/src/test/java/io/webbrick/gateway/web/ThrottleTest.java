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
            throttle.failed(address, null);
        }
    }

    @Test
    void letsAFewMistakesPass() {
        fail("a", 4);
        assertEquals(0, throttle.waitMillis("a", null));
    }

    @Test
    void doublesThePauseWithEachFailure() {
        fail("a", 5);
        assertEquals(1_000, throttle.waitMillis("a", null));
        fail("a", 1);
        assertEquals(2_000, throttle.waitMillis("a", null));
        fail("a", 50);
        assertEquals(300_000, throttle.waitMillis("a", null));
    }

    @Test
    void leavesOtherAddressesAlone() {
        fail("a", 50);
        assertEquals(0, throttle.waitMillis("b", null));
    }

    @Test
    void forgetsAfterAQuarterOfAnHour() {
        fail("a", 8);
        now.addAndGet(900_001);
        fail("a", 1);
        assertEquals(0, throttle.waitMillis("a", null));
    }

    @Test
    void countsWhatComesFromManyAddressesForOneAccount() {
        for (int i = 0; i < 21; i++) {
            throttle.failed("bot " + i, "anna");
        }
        assertEquals(2_000, throttle.waitMillis("bot 3", "anna"));
        assertEquals(0, throttle.waitMillis("bot 3", "victor"));
        for (int i = 0; i < 100; i++) {
            throttle.failed("bot " + i, "anna");
        }
        assertEquals(60_000, throttle.waitMillis("bot 3", "anna"));
    }

    @Test
    void hearsAnAddressThatHasNotFailedHoweverOftenOthersHave() {
        for (int i = 0; i < 500; i++) {
            throttle.failed("bot " + i, "anna");
        }
        assertEquals(0, throttle.waitMillis("annas phone", "anna"));
        throttle.failed("annas phone", "anna");
        assertEquals(60_000, throttle.waitMillis("annas phone", "anna"));
        now.addAndGet(60_000);
        assertEquals(0, throttle.waitMillis("annas phone", "anna"));
    }

    @Test
    void holdsNamesOfAnyLengthAndNumberInBoundedSpace() {
        for (int i = 0; i < 3_000; i++) {
            throttle.failed("a", "x".repeat(4_000) + i);
        }
        assertTrue(throttle.size() <= 2, "" + throttle.size());
    }

    @Test
    void remembersABoundedNumberOfAddresses() {
        fail("first", 10);
        for (int i = 0; i < 2_000; i++) {
            throttle.failed("other " + i, "name " + i);
        }
        assertEquals(0, throttle.waitMillis("first", null));
        assertTrue(throttle.size() <= 2_048);
    }

    @Test
    void countsAnIpv6NetworkAsOne() throws UnknownHostException {
        String one = Throttle.key(InetAddress.getByName("2001:db8:1:2::1"));
        assertEquals(one, Throttle.key(InetAddress.getByName("2001:db8:1:2:ffff::9")));
        assertNotEquals(one, Throttle.key(InetAddress.getByName("2001:db8:1:3::1")));
    }
}
