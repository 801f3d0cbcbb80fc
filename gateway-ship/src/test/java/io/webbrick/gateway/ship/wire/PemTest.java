package io.webbrick.gateway.ship.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PemTest {
    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    @Test
    void aKeyOfAnEllipticCurveIsRead() throws Exception {
        var key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
        assertEquals(key, Pem.key("something before\n" + pem("PRIVATE KEY", key.getEncoded()), "the key"));
    }

    @Test
    void whatIsNoKeySaysWhatToDoAndShowsNothingOfIt() {
        String secret = Base64.getMimeEncoder().encodeToString("certainly no key".getBytes(StandardCharsets.UTF_8));
        for (String kind : new String[] {"ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY", "RSA PRIVATE KEY"}) {
            String text = "-----BEGIN " + kind + "-----\n" + secret + "\n-----END " + kind + "-----\n";
            String said = String.valueOf(assertThrows(IOException.class, () -> Pem.key(text, "device.key"))
                    .getMessage());
            assertTrue(said.startsWith("device.key "), said);
            assertFalse(said.contains(secret), said);
        }
        assertThrows(IOException.class, () -> Pem.certificates("none", "device.pem"));
    }
}
