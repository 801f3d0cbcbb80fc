package io.webbrick.gateway.app.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatewayIdFileTest {
    private static final byte[] CARD = {0x00, 0x1b, 0x21, 0x01, 0x02, 0x03};
    private static final byte[] OTHER = {0x00, 0x1b, 0x21, 0x04, 0x05, 0x06};
    private static final byte[] VIRTUAL = {0x02, 0x42, 0x21, 0x04, 0x05, 0x06};

    @TempDir
    Path directory;

    private final SecureRandom random = new SecureRandom();

    private GatewayIdFile.Known read(byte[]... cards) {
        return new GatewayIdFile(directory.resolve("gateway-id"), () -> List.of(cards)).read(random);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(directory.resolve("gateway-id"));
    }

    @Test
    void anIdIsMadeOnceAndStays() throws IOException {
        GatewayIdFile.Known first = read(CARD);
        assertNotNull(first.id());
        assertTrue(first.id().matches("[0-9a-f]{32}"));
        assertNull(first.problem());
        assertEquals(first, read(CARD));
        Files.delete(directory.resolve("gateway-id"));
        assertNotEquals(first.id(), read(CARD).id());
    }

    @Test
    void theAddressesOfTheCardsAreNotInTheFile() throws IOException {
        read(CARD, OTHER);
        assertTrue(lines().get(1).matches("machine [0-9a-f]{16} [0-9a-f]{16}"), lines().get(1));
        assertFalse(lines().get(1).contains("001b21"));
    }

    @Test
    void onAnotherMachineTheIdStaysAndIsReported() {
        GatewayIdFile.Known here = read(CARD);
        GatewayIdFile.Known copy = read(OTHER);
        assertEquals(here.id(), copy.id());
        assertNotNull(copy.problem());
        assertTrue(copy.problem().contains("if it is a copy"), copy.problem());
        assertTrue(copy.problem().contains("delete only the second line"), copy.problem());
    }

    @Test
    void withoutItsSecondLineItIsTiedToThisMachine() throws IOException {
        GatewayIdFile.Known before = read(CARD);
        Files.writeString(directory.resolve("gateway-id"), lines().get(0) + "\n");
        assertEquals(before, read(OTHER));
        assertEquals(2, lines().size());
        assertEquals(before, read(OTHER));
    }

    @Test
    void aCardMoreOrLessAndVirtualOnesAreNoOtherMachine() {
        GatewayIdFile.Known before = read(CARD, VIRTUAL);
        assertEquals(before, read(CARD, OTHER));
        assertEquals(before, read(CARD));
        assertEquals(before, read(), "a machine whose cards nobody can see is believed");
    }

    @Test
    void aDirectoryThatCannotBeWrittenLeavesTheGatewayWithoutAnId() {
        var known =
                new GatewayIdFile(directory.resolve("missing").resolve("gateway-id"), () -> List.of(CARD)).read(random);
        assertNull(known.id());
        assertNotNull(known.problem());
        assertTrue(known.problem().contains("make its directory writable"), known.problem());
    }

    @Test
    void aBrokenFileIsNotOverwritten() throws IOException {
        Files.writeString(directory.resolve("gateway-id"), "my house\n");
        GatewayIdFile.Known known = read(CARD);
        assertNull(known.id());
        assertNotNull(known.problem());
        assertTrue(known.problem().contains("delete the file"), known.problem());
        assertEquals(List.of("my house"), lines());
    }
}
