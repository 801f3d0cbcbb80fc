package io.webbrick.gateway.benchmarks.peer;

import static io.webbrick.gateway.benchmarks.peer.Trait.ASYNCHRONOUS;
import static io.webbrick.gateway.benchmarks.peer.Trait.BARE;
import static io.webbrick.gateway.benchmarks.peer.Trait.FAST;
import static io.webbrick.gateway.benchmarks.peer.Trait.ON_DISK;
import static io.webbrick.gateway.benchmarks.peer.Trait.OURS;
import static io.webbrick.gateway.benchmarks.peer.Trait.QUEUE;
import static io.webbrick.gateway.benchmarks.peer.Trait.QUICK;
import static io.webbrick.gateway.benchmarks.peer.Trait.SAFE;
import static io.webbrick.gateway.benchmarks.peer.Trait.SHOWN_ONLY;

import io.webbrick.gateway.benchmarks.measure.Library;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is measured; why each has its settings stands in docs/benchmarks.md. */
public final class Peers {
    private static final String CONTEXT = "%X{house} %X{room} %X{request} ";
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

    /** What its documentation asks for on JDK 17 and later; and it shall not call its makers. */
    private static final List<String> CHRONICLE = List.of(
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
            "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-Dchronicle.analytics.disable=true",
            "-Dbenchmarks.queue=@config@");

    private Peers() {}

    /** All, ours first. */
    public static List<Peer> all() {
        return List.of(
                ours("ours", "process", Set.of(OURS, FAST, QUICK)),
                ours("ours-file", "file", Set.of(OURS, SAFE)),
                ours("ours-disk", "disk", Set.of(OURS, ON_DISK)),
                log4j2("log4j2-async", "log4j2", "false", LOG4J2_ASYNC, Set.of(FAST, ASYNCHRONOUS, QUICK)),
                log4j2("log4j2-async-d4", "log4j2-d4", "false", LOG4J2_ASYNC, Set.of(ASYNCHRONOUS, SHOWN_ONLY)),
                log4j2("log4j2", "log4j2", "false", LOG4J2_SYNC, Set.of(FAST)),
                log4j2("log4j2-safe", "log4j2", "true", LOG4J2_SYNC, Set.of(SAFE)),
                logback("logback", "false", Set.of(FAST, QUICK)),
                logback("logback-async", "false", Set.of(FAST, ASYNCHRONOUS)),
                logback("logback-safe", "true", Set.of(SAFE)),
                tinylog("tinylog", "true", "false", Set.of(FAST, QUICK)),
                tinylog("tinylog-thread", "true", "true", Set.of(FAST, ASYNCHRONOUS)),
                tinylog("tinylog-safe", "false", "false", Set.of(SAFE)),
                new Peer(
                        "jul",
                        "jul",
                        "jul",
                        Library.JUL,
                        Map.of("mdc-text", ""),
                        List.of("-Djava.util.logging.config.file=@config@"),
                        Set.of(FAST, SAFE)),
                new Peer("chronicle-queue", "chronicle", "none", Library.CHRONICLE, Map.of(), CHRONICLE, Set.of(QUEUE)),
                new Peer("bare-jvm", "jul", "none", Library.NONE, Map.of(), List.of(), Set.of(BARE)));
    }

    private static Peer ours(String name, String durability, Set<Trait> traits) {
        return new Peer(
                name,
                "ours",
                "ours",
                Library.OURS,
                Map.of("durability", durability, "mdc-text", "*(mdc)s "),
                List.of("-Dwebbrick.conf=@config@"),
                traits);
    }

    private static Peer log4j2(String name, String jars, String flush, List<String> options, Set<Trait> traits) {
        return new Peer(
                name, jars, "log4j2", Library.LOG4J2, Map.of("flush", flush, "mdc-text", CONTEXT), options, traits);
    }

    private static Peer logback(String name, String flush, Set<Trait> traits) {
        return new Peer(
                name,
                "logback",
                traits.contains(ASYNCHRONOUS) ? "logback-async" : "logback",
                Library.LOGBACK,
                Map.of("flush", flush, "mdc-text", CONTEXT),
                List.of("-Dlogback.configurationFile=@config@"),
                traits);
    }

    private static Peer tinylog(String name, String buffered, String thread, Set<Trait> traits) {
        return new Peer(
                name,
                "tinylog",
                "tinylog",
                Library.TINYLOG,
                Map.of("buffered", buffered, "thread", thread, "mdc-text", TINYLOG_CONTEXT),
                List.of("-Dtinylog.configuration=@config@"),
                traits);
    }
}
