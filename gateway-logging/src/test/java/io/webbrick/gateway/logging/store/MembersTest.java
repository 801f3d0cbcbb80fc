package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.read.LineReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packed files of members with a table: written, read from any place, damaged. */
final class MembersTest {
    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path file = files.getPath("/log/a.log.1.gz");

    @BeforeEach
    void makeDirectory() throws IOException {
        Files.createDirectory(files.getPath("/log"));
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    private static byte[] text(Random random, int bytes) {
        var out = new StringBuilder();
        while (out.length() < bytes) {
            int kind = random.nextInt(200);
            int length = kind == 0 ? 300_000 : kind < 10 ? random.nextInt(20_000) : random.nextInt(200);
            out.append(out.length()).append(' ');
            out.append(Character.toString('a' + random.nextInt(26)).repeat(length))
                    .append('\n');
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).lines().toList();
    }

    private MemberTable table() throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            MemberTable table = MemberTable.read(channel);
            assertNotNull(table);
            return table;
        }
    }

    @Test
    void anyGzipProgramReadsTheWholeText() throws IOException {
        for (long seed = 0; seed < 10; seed++) {
            byte[] text = text(new Random(seed), (int) (seed * 200_000));
            var in = new GZIPInputStream(new ByteArrayInputStream(Packed.bytes(text)));
            assertArrayEquals(text, in.readAllBytes(), "seed " + seed);
        }
    }

    @Test
    void aReaderBeginsAnywhere() throws IOException {
        for (long seed = 0; seed < 6; seed++) {
            var random = new Random(seed);
            byte[] text = text(random, 1_000_000);
            Packed.write(file, text);
            try (SegmentContent content = SegmentContent.open(file)) {
                assertEquals(text.length, content.textBytes());
                for (int look = 0; look < 50; look++) {
                    int from = random.nextInt(text.length + 1);
                    int count = Math.min(random.nextInt(600_000), text.length - from);
                    byte[] read = content.from(from).readNBytes(count);
                    assertArrayEquals(
                            Arrays.copyOfRange(text, from, from + count), read, "seed " + seed + ", from " + from);
                }
                assertThrows(EOFException.class, () -> content.from(text.length + 1L));
            }
        }
    }

    @Test
    void aReaderThatBeginsInTheMiddleInflatesOneMember() throws IOException {
        byte[] text = text(new Random(7), 4_000_000);
        Packed.write(file, text);
        try (SegmentContent content = SegmentContent.open(file)) {
            content.textBytes();
            int before = files.count(Operation.READ);
            assertEquals(text[3_900_000], (byte) content.from(3_900_000).read());
            assertEquals(1, files.count(Operation.READ) - before);
        }
    }

    @Test
    void membersAreAtMost256KibAndEndWithLines() throws IOException {
        byte[] text = text(new Random(3), 3_000_000);
        Packed.write(file, text);
        List<MemberTable.Member> members = table().members();
        assertTrue(members.size() > 10, members.size() + " members");
        boolean lineBegins = true;
        for (MemberTable.Member member : members) {
            assertTrue(member.textBytes() <= 262_144);
            assertEquals(lineBegins, member.beginsLine());
            int begin = (int) member.offset();
            int end = begin + member.textBytes();
            lineBegins = text[end - 1] == '\n';
            boolean lineFeed = false;
            for (int at = begin; at < end; at++) {
                lineFeed |= text[at] == '\n';
            }
            assertTrue(lineBegins || !lineFeed, "only a line that is longer than a member is cut");
        }
    }

    @Test
    void oneFlippedByteCostsTheLinesOfOneMemberAndShowsNoWrongOne() throws IOException {
        var out = new StringBuilder();
        for (int line = 0; line < 20_000; line++) {
            out.append("line ").append(line).append(" of a text that is packed into some members\n");
        }
        List<String> written = out.toString().lines().toList();
        byte[] packed = Packed.bytes(out.toString().getBytes(StandardCharsets.UTF_8));
        Files.write(file, packed);
        int members = table().members().size();
        assertTrue(members >= 4, members + " members");
        int lost = 0;
        for (int at = 0; at < packed.length; at += at < packed.length - 120 ? 101 : 1) {
            byte[] damaged = packed.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            var read = new ArrayList<String>();
            try (LineReader lines = LineReader.of(List.of(file))) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    read.add(line);
                }
                assertTrue(lines.damages() == 1 || read.size() == written.size(), "byte " + at);
            }
            int prefix = 0;
            while (prefix < read.size() && read.get(prefix).equals(written.get(prefix))) {
                prefix++;
            }
            List<String> rest = read.subList(prefix, read.size());
            assertEquals(written.subList(written.size() - rest.size(), written.size()), rest, "byte " + at);
            assertTrue(written.size() - read.size() < 7_000, "byte " + at + " cost " + (written.size() - read.size()));
            lost += read.size() < written.size() ? 1 : 0;
        }
        assertTrue(lost > 100, lost + " of the flips hit a member");
    }

    @Test
    void aFileThatIsCutGivesTheLinesBeforeTheCut() throws IOException {
        byte[] text = text(new Random(5), 800_000);
        List<String> written = lines(text);
        byte[] packed = Packed.bytes(text);
        for (int length = 0; length < packed.length; length += 997) {
            Files.write(file, Arrays.copyOf(packed, length));
            try (LineReader lines = LineReader.of(List.of(file))) {
                int count = 0;
                for (String line = lines.next(); line != null; line = lines.next()) {
                    assertEquals(written.get(count), line, "cut to " + length);
                    count++;
                }
                assertTrue(lines.damages() == 1 || count == written.size(), "cut to " + length);
            }
        }
    }

    @Test
    void aDamagedPartOfAVeryLongLineHidesThatLineAlone() throws IOException {
        byte[] text = ("before\n" + "x".repeat(1_000_000) + "\nafter\n").getBytes(StandardCharsets.UTF_8);
        byte[] packed = Packed.bytes(text);
        Files.write(file, packed);
        MemberTable.Member inside = table().members().get(2);
        assertEquals(false, inside.beginsLine());
        packed[(int) inside.at() + 12] ^= 1;
        Files.write(file, packed);
        try (LineReader lines = LineReader.of(List.of(file))) {
            var read = new ArrayList<String>();
            for (String line = lines.next(); line != null; line = lines.next()) {
                read.add(line.length() > 100 ? "long" : line);
            }
            assertEquals(List.of("before", "after"), read);
            assertEquals(1, lines.damages());
        }
    }

    @Test
    void filesOneBehindTheOtherAreOneText() throws IOException {
        byte[] one = text(new Random(1), 400_000);
        byte[] other = text(new Random(2), 400_000);
        var both = new ByteArrayOutputStream();
        both.write(Packed.bytes(one));
        both.write(Packed.bytes(new byte[0]));
        both.write(Packed.bytes(other));
        Files.write(file, both.toByteArray());
        assertEquals(one.length + other.length, table().textBytes());
        try (SegmentContent content = SegmentContent.open(file)) {
            assertArrayEquals(other, content.from(one.length).readAllBytes());
        }
    }

    @Test
    void moreMembersThanATableHoldsHaveSeveral() throws IOException {
        Packed.write(file, "line\n".getBytes(StandardCharsets.UTF_8));
        var out = new ByteArrayOutputStream();
        try (SegmentContent small = SegmentContent.open(file);
                var members = new MemberWriter(out)) {
            MemberReader source = small.members();
            assertNotNull(source);
            for (int copy = 0; copy < MemberTable.MOST_MEMBERS + 5; copy++) {
                members.copy(source);
            }
            members.finish();
        }
        Files.write(file, out.toByteArray());
        assertEquals(MemberTable.MOST_MEMBERS + 5, table().members().size());
        try (SegmentContent content = SegmentContent.open(file)) {
            assertEquals(5L * (MemberTable.MOST_MEMBERS + 5), content.textBytes());
            assertEquals('e', content.from(content.textBytes() - 2).read());
        }
    }

    @Test
    void textThatCannotBeCompressedFits() throws IOException {
        var noise = new byte[600_000];
        new Random(9).nextBytes(noise);
        byte[] packed = Packed.bytes(noise);
        assertTrue(packed.length <= noise.length + noise.length / 1_000 + 65_536, packed.length + " bytes");
        assertArrayEquals(noise, new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes());
    }
}
