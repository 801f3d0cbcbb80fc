package io.webbrick.gateway.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.ConfiguredWire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are neither forms nor JSON: XML, multipart forms, and what is no text. */
final class BodiesTest {
    private final Watched watched = new Watched();
    private final WireMonitor monitor = watched.monitor.logData(true);

    private String body(byte[] body, String... headers) {
        WireExchange exchange = monitor.begin("POST", "http://brick/", Watched.headers(headers), body.length, 1);
        Watched.pass(exchange.requestBody(), body);
        exchange.reply(204, null, List.of());
        exchange.end();
        List<String> request = watched.blocks.get(watched.blocks.size() - 2);
        return request.get(request.size() - 2).substring(2);
    }

    private String body(String body, String... headers) {
        return body(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a><Password>abcd99</Password><b>x</b></a>|<a><Password>...</Password><b>x</b></a>",
                "<w:Login><w:password type='text'> ab cd </w:password></w:Login>|<w:Login><w:password type='text'> ... </w:password></w:Login>",
                "<user name='jane' apiToken=\"abcd99\"/>|<user name='jane' apiToken=\"...\"/>",
                "<user secret=abcd99 b=c>|<user secret=... b=c>",
                "<auth><token><id>abcd99</id></token></auth><id>x</id>|<auth><token><id>...</id></token></auth><id>x</id>",
                "<secret><![CDATA[a<b>c]]></secret><b>x</b>|<secret><![CDATA[...]]></secret><b>x</b>",
                "<add key='ApiKey' value='abcd99'/><add key='room' value='attic'/>|<add key='ApiKey' value='...'/><add key='room' value='attic'/>",
                "<property name=\"password\"><value>abcd99</value></property><value>7</value>|<property name=\"password\"><value>...</value></property><value>7</value>",
                "<input value='abcd99' type='hidden' name='csrf_token'>|<input value='...' type='hidden' name='csrf_token'>",
                "<token value='abcd99'/>|<token value='...'/>",
                "<credentials><user>jane</user></credentials><user>jane</user>|<credentials><user>...</user></credentials><user>jane</user>",
                "<token_type>bearer</token_type><expires>60</expires>|<token_type>bearer</token_type><expires>60</expires>",
                "<?xml version='1.0'?><!-- note --><a>x</a>|<?xml version='1.0'?><!-- note --><a>x</a>",
                "<a><password>abcd|<a><password>...",
                "<a password='abcd|<a password='...",
                "<a b=\"5 <password>abcd99</password>|<a b=\"5 <password>...</password>",
                "<password>abcd</passwor>d</a></password><b>x</b>|<password>...</passwor>...</a></password><b>x</b>",
                "{\"page\":\"<form password=\\\"abcd99\\\">\"}|{\"page\":\"<form password=...>\"}",
                "x < 5 & y > 3, <3|x < 5 & y > 3, <3",
            })
    void masksWhatXmlHoldsUnderNamesOfSecrets(String body, String shown) {
        assertEquals(shown, body(body, "Content-Type", "text/xml"));
    }

    @Test
    void knowsASecretAgainThatXmlEscapes() {
        body("<password>a&amp;b&#x3c;c&#62;&quot;d</password>");
        assertEquals("said ... and ...", body("said a&b<c>\"d and a&#38;b&lt;c&gt;&#34;d"));
        monitor.begin("GET", "http://h/", Watched.headers("X-Auth-Token", "a&b<c"), 0, 1)
                .end();
        assertEquals("<note>...</note>", body("<note>a&amp;b&lt;c</note>"));
    }

    @Test
    void definesAndLoadsNothing() {
        String hostile = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>";
        assertEquals(hostile, body(hostile, "Content-Type", "application/xml"));
    }

    private static final String FORM = """
            --bound\r
            Content-Disposition: form-data; name="room"\r
            \r
            attic\r
            --bound\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Disposition: form-data; filename="key.txt"; name="api_key"\r
            \r
            abcd
            efgh\r
            --bound\r
            content-disposition: form-data;
             name=pin\r
            \r
            1234\r
            --bound\r
            Content-Disposition: form-data; name="picture"; filename="a.png"\r
            Content-Type: image/png\r
            \r
            pixels\r
            --bound--\r
            """;

    @Test
    void masksPartsOfFormsByTheirNames() {
        String shown = body(FORM, "Content-Type", "multipart/form-data; boundary=bound");
        assertEquals(FORM.replace("abcd\nefgh", "...").replace("1234", "...").replace("pixels", "..."), shown);
        assertEquals("got ...", body("got abcd\nefgh"));
        assertEquals("got pixels", body("got pixels"));
    }

    @Test
    void findsJsonAndXmlBehindAPartWithASingleQuote() {
        String form = "--b\nContent-Disposition: form-data; name=x\n\n5\" pipe, <a b='\n--b\n\n"
                + "{\"password\":\"abcd99\"}\n<c d='e'><secret>efgh88</secret></c>\n--b--";
        assertEquals(form.replace("abcd99", "...").replace("efgh88", "..."), body(form));
        assertEquals("{\"key\": \"a\nb\", \"secret\": \"...\"}", body("{\"key\": \"a\nb\", \"secret\": \"c\nd\"}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {184, 186, 188, 190, 192, 195})
    void masksAPartThatIsCut(int bytes) {
        watched.configured = new ConfiguredWire(List.of(), List.of(), bytes, List.of(), List.of(), List.of());
        String shown = body(FORM, "Content-Type", "multipart/form-data; boundary=bound");
        assertFalse(shown.contains("abcd") || shown.contains("efgh"), shown);
        assertTrue(shown.startsWith(FORM.substring(0, 180)), shown);
    }

    @Test
    void showsAPartOfBytesAsNoText() {
        byte[] head = "--b\nContent-Disposition: form-data; name=x\n\n".getBytes(StandardCharsets.UTF_8);
        var form = new ByteArrayOutputStream();
        form.writeBytes(head);
        for (int i = 0; i < 200; i++) {
            form.write(128 + i % 128);
        }
        form.writeBytes("\n--b--".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "--b\nContent-Disposition: form-data; name=x\n\n...\n--b--",
                body(form.toByteArray(), "Content-Type", "multipart/form-data; boundary=b"));
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void namesWhatIsPackedAndDoesNotShowIt() throws IOException {
        byte[] packed = packed("{\"password\":\"abcd99\"}");
        String size = "... (" + packed.length + " bytes, ";
        assertEquals(
                size + "gzip of application/json)",
                body(packed, "Content-Type", "application/json; charset=utf-8", "content-encoding", "GZIP"));
        assertEquals(size + "br)", body(packed, "Content-Encoding", "br"));
        assertEquals(size + "gzip)", body(packed, "Transfer-Encoding", "gzip, chunked"));
        assertEquals(size + "no text)", body(packed));
        var deflated = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflated)) {
            out.write("{\"password\":\"abcd99\",\"user\":\"jane\"}".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("... (" + deflated.size() + " bytes, no text)", body(deflated.toByteArray()));
        assertEquals("plain", body("plain", "Content-Encoding", "identity"));
    }

    @Test
    void namesPicturesAndOtherBytes() {
        assertEquals("... (5 bytes, image/png)", body("p=abc", "Content-Type", "image/png"));
        assertEquals("<svg/>", body("<svg/>", "Content-Type", "image/svg+xml"));
        assertEquals("plain", body("plain", "Content-Type", "application/octet-stream"));
        byte[] bytes = {0, 1, 2, 3, 'a', 'b'};
        assertEquals(
                "... (6 bytes, application/octet-stream)", body(bytes, "Content-Type", "application/octet-stream"));
        assertEquals("... (8 bytes, no text)", body("%PDF-1.7"));
        assertEquals(
                "... (1 bytes, image/x-...)", body("p", "Content-Type", "image/x-abcd1234", "X-Token", "abcd1234"));
    }

    @Test
    void showsBytesOnceSecretsAreShown() throws IOException {
        monitor.logToken(true);
        assertTrue(body(packed("x"), "Content-Encoding", "gzip").startsWith("\u001f\udc8b"));
    }

    @Test
    void takesNoLongerForBodiesThatAreMeantToTakeLong() {
        watched.configured = new ConfiguredWire(List.of(), List.of(), 20_000, List.of(), List.of(), List.of());
        for (String piece : List.of(
                "<",
                "<a ",
                "<a b='",
                "<a b=\"",
                "</a>",
                "<token>",
                "<![CDATA[",
                "<secret><![CDATA[",
                "&",
                "&#",
                "Content-Disposition: form-data; name=\"x\n\n",
                "Content-Disposition: x\n",
                "--\n",
                "\n")) {
            String body = piece.repeat(20_000 / piece.length());
            assertTimeout(Duration.ofSeconds(5), () -> body(body), piece);
        }
    }
}
