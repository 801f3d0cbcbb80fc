package io.webbrick.gateway.benchmarks.peer;

import static io.webbrick.gateway.benchmarks.peer.Trait.ASYNCHRONOUS;
import static io.webbrick.gateway.benchmarks.peer.Trait.FAST;
import static io.webbrick.gateway.benchmarks.peer.Trait.OURS;
import static io.webbrick.gateway.benchmarks.peer.Trait.QUICK;
import static io.webbrick.gateway.benchmarks.peer.Trait.SAFE;
import static io.webbrick.gateway.benchmarks.peer.Trait.SHOWN_ONLY;

import io.webbrick.gateway.benchmarks.measure.Library;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is measured; why each has its settings stands in docs/benchmarks.md. */
public final class Peers {
    private static final String LOG4J2_CONTEXT = "%X{house} %X{room} %X{request} ";
    private static final String TINYLOG_CONTEXT = "{context: house} {context: room} {context: request} ";
    private static final List<String> LOG4J2_ASYNC = List.of(
            "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector",
            "-Dlog4j2.enableThreadlocals=true",
            "-Dlog4j2.enableDirectEncoders=true",
            "-Dlog4j2.configurationFile=@config@");
    private static final List<String> LOG4J2_SYNC = List.of(
            "-Dlog4j2.enableThreadlocals=true",
            "-Dlog4j2.enableDirectEncoders=true",
            "-Dlog4j2.configurationFile=@config@");

    private Peers() {}

    /** All, ours first. */
    public static List<Peer> all() {
        return List.of(
                ours("ours", "process", Set.of(OURS, FAST, QUICK)),
                ours("ours-file", "file", Set.of(OURS, SAFE)),
                log4j2("log4j2-async", "log4j2", "false", LOG4J2_ASYNC, Set.of(FAST, ASYNCHRONOUS, QUICK)),
                log4j2("log4j2-async-d4", "log4j2-d4", "false", LOG4J2_ASYNC, Set.of(ASYNCHRONOUS, SHOWN_ONLY)),
                log4j2("log4j2", "log4j2", "false", LOG4J2_SYNC, Set.of(FAST)),
                log4j2("log4j2-safe", "log4j2", "true", LOG4J2_SYNC, Set.of(SAFE)),
                logback("logback", "false", "EventLog", "Debug", Set.of(FAST, QUICK)),
                logback("logback-async", "false", "Async", "AsyncDebug", Set.of(FAST, ASYNCHRONOUS)),
                logback("logback-safe", "true", "EventLog", "Debug", Set.of(SAFE)),
                tinylog("tinylog", "true", "false", Set.of(FAST, QUICK)),
                tinylog("tinylog-thread", "true", "true", Set.of(FAST, ASYNCHRONOUS)),
                tinylog("tinylog-safe", "false", "false", Set.of(SAFE)),
                new Peer(
                        "jul",
                        "jul",
                        Library.JUL,
                        Map.of("mdc-text", ""),
                        List.of("-Djava.util.logging.config.file=@config@"),
                        Set.of(FAST, SAFE)));
    }

    private static Peer ours(String name, String durability, Set<Trait> traits) {
        return new Peer(
                name,
                "ours",
                Library.OURS,
                Map.of("durability", durability, "mdc-text", "*(mdc)s "),
                List.of("-Dwebbrick.conf=@config@"),
                traits);
    }

    private static Peer log4j2(String name, String jars, String flush, List<String> options, Set<Trait> traits) {
        return new Peer(
                name, jars, Library.LOG4J2, Map.of("flush", flush, "mdc-text", LOG4J2_CONTEXT), options, traits);
    }

    private static Peer logback(String name, String flush, String root, String debug, Set<Trait> traits) {
        return new Peer(
                name,
                "logback",
                Library.LOGBACK,
                Map.of("flush", flush, "root", root, "root2", debug, "mdc-text", LOG4J2_CONTEXT),
                List.of("-Dlogback.configurationFile=@config@"),
                traits);
    }

    private static Peer tinylog(String name, String buffered, String thread, Set<Trait> traits) {
        return new Peer(
                name,
                "tinylog",
                Library.TINYLOG,
                Map.of("buffered", buffered, "thread", thread, "mdc-text", TINYLOG_CONTEXT),
                List.of("-Dtinylog.configuration=@config@"),
                traits);
    }
}
