package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InterpolationTest {
    private static final String FILE = "class='FileHandler'\nfilename=";

    private static String filename(String... texts) {
        return Loads.file(Loads.texts(texts), "own").path().toString();
    }

    private static String own(String value, String... before) {
        return String.join("\n", before) + "\n" + Loads.handler("own", FILE + value);
    }

    @Test
    void looksInTheSectionItsDefaultThenOutwards() {
        String inner = "\nn='own'";
        String innerDefault = "\n[[[[DEFAULT]]]]\nn='ownDefault'";
        String handlersDefault = "[logging]\n[[handlers]]\n[[[DEFAULT]]]\nn='handlersDefault'\n[[[own]]]\n" + FILE;
        assertEquals("/var/log/webbrick/own", filename(own("'%(n)s'" + inner + innerDefault, "n='top'")));
        assertEquals("/var/log/webbrick/ownDefault", filename(own("'%(n)s'" + innerDefault, "n='top'")));
        assertEquals("/var/log/webbrick/top", filename(own("'%(n)s'", "n='top'", "[DEFAULT]", "n='topDefault'")));
        assertEquals("/var/log/webbrick/topDefault", filename(own("'%(n)s'", "[DEFAULT]", "n='topDefault'")));
        assertTrue(Loads.problems(Loads.texts("n='top'\n" + handlersDefault + "'%(n)s'"))
                .toString()
                .contains("DEFAULT"));
    }

    @Test
    void replacesNamesInReplacedValues() {
        assertEquals(
                "/var/log/webbrick/a-b-c.log", filename(own("'%(a)s.log'", "a='a-%(b)s'", "b='b-%(c)s'", "c='c'")));
    }

    @Test
    void leavesEveryOtherPercentAlone() {
        assertEquals("/var/log/webbrick/%d%(x)d%%H%s", filename(own("'%d%(x)d%%H%s'")));
    }

    @Test
    void reportsALoopWhereItIsUsed() {
        var loaded = Loads.texts(own("'%(a)s'", "a='%(b)s'", "b='%(a)s'"));
        assertEquals("log.cfg:7: error: %(a)s leads back to itself, in \"filename\"", Loads.problem(loaded));
    }

    @Test
    void reportsAnUnknownName() {
        var loaded = Loads.texts(own("'%(nowhere)s'"));
        assertEquals("log.cfg:6: error: %(nowhere)s is not defined, in \"filename\"", Loads.problem(loaded));
    }

    @Test
    void tellsHowAFormatNamesTheMessage() {
        var loaded = Loads.texts("[logging]\n[[formatters]]\n[[[f]]]\nformat='%(message)s'\n");
        assertEquals(
                "log.cfg:4: error: %(message)s is not defined; a format writes *(message)s, in \"format\"",
                Loads.problem(loaded));
    }

    @Test
    void reportsANumberWhereTextIsNeeded() {
        var loaded = Loads.texts(own("'%(n)s'", "n=5"));
        assertEquals(
                "log.cfg:6: error: %(n)s is not text in log.cfg:1; write '5', in \"filename\"", Loads.problem(loaded));
    }

    @Test
    void happensAfterMergingSoThatALaterFileMovesEverything() {
        String log = "[DEFAULT]\nlogRoot='/var/log/webbrick'\n" + Loads.handler("own", FILE + "'%(logRoot)s/x.log'");
        assertEquals("/srv/logs/x.log", filename(log, "[DEFAULT]\nlogRoot='/srv/logs'"));
        assertEquals("/srv/logs/x.log", filename(log, "logRoot='/srv/logs'"));
    }

    @Test
    void lettsALaterDefaultBeatAnEarlierTopLevelKey() {
        String log = "logRoot='.'\n" + Loads.handler("own", FILE + "'%(logRoot)s/x.log'");
        assertEquals("/srv/logs/x.log", filename(log, "[DEFAULT]\nlogRoot='/srv/logs'"));
    }

    @Test
    void stopsAtValuesThatExplode() {
        var text = new StringBuilder("a0='x'\n");
        for (int i = 1; i < 40; i++) {
            text.append("a")
                    .append(i)
                    .append("='%(a")
                    .append(i - 1)
                    .append(")s%(a")
                    .append(i - 1)
                    .append(")s'\n");
        }
        var loaded = Loads.texts(text + own("'%(a39)s'"));
        assertTrue(Loads.problem(loaded).contains("grows beyond"), () -> Loads.problem(loaded));
    }

    @Test
    void readsNothingOutsideLogging() {
        var loaded = Loads.texts("[global]\nsqlobject.dburi='sqlite://%(current_dir_uri)s/devdata.sqlite'\n");
        assertTrue(loaded.usable(), () -> Loads.problems(loaded).toString());
    }
}
