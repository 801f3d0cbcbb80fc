package io.webbrick.gateway.benchmarks.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * SQLite with the tables of Home Assistant's recorder: states with an index by entity and time, and hourly statistics. In its
 * favour a state has no attributes, context or further indexes here.
 */
public final class Sqlite {
    private static final long HOUR = 3_600_000;

    private Sqlite() {}

    /** {@code ingest|ask|cold DIRECTORY EVENTS}. */
    public static void main(String[] arguments) throws Exception {
        long main = System.nanoTime();
        String file = "jdbc:sqlite:" + Path.of(arguments[1]).resolve("recorder.db");
        try (Connection database = DriverManager.getConnection(file)) {
            switch (arguments[0]) {
                case "ingest" -> ingest(database, Long.parseLong(arguments[2]));
                case "cold" -> {
                    ask(database);
                    Repeats.figure("cold", (System.nanoTime() - main) / 1e6);
                }
                default -> {
                    Repeats.print("ask", () -> ask(database));
                    Repeats.print("statistics", () -> statistics(database));
                }
            }
        }
    }

    private static void ingest(Connection database, long count) throws SQLException {
        long begin = System.nanoTime();
        try (Statement statement = database.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=NORMAL");
            statement.execute("CREATE TABLE states_meta (metadata_id INTEGER PRIMARY KEY, entity_id TEXT)");
            statement.execute("CREATE TABLE states (state_id INTEGER PRIMARY KEY, metadata_id INTEGER, state TEXT,"
                    + " last_updated_ts REAL)");
            statement.execute("CREATE INDEX ix_states ON states (metadata_id, last_updated_ts)");
            statement.execute("CREATE TABLE statistics (id INTEGER PRIMARY KEY, metadata_id INTEGER, start_ts REAL,"
                    + " mean REAL, min REAL, max REAL)");
            statement.execute("CREATE INDEX ix_statistics ON statistics (metadata_id, start_ts)");
        }
        database.setAutoCommit(false);
        names(database);
        states(database, count);
        Repeats.figure("ingest.seconds", (System.nanoTime() - begin) / 1e9);
        long compile = System.nanoTime();
        try (Statement statement = database.createStatement()) {
            statement.execute("INSERT INTO statistics (metadata_id, start_ts, mean, min, max) SELECT metadata_id,"
                    + " CAST(last_updated_ts / 3600 AS INTEGER) * 3600, avg(CAST(state AS REAL)),"
                    + " min(CAST(state AS REAL)), max(CAST(state AS REAL)) FROM states GROUP BY 1, 2");
        }
        database.commit();
        Repeats.figure("statistics.seconds", (System.nanoTime() - compile) / 1e9);
        database.setAutoCommit(true);
        try (Statement statement = database.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void names(Connection database) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO states_meta VALUES (?, ?)")) {
            for (int source = 0; source < Events.SOURCES; source++) {
                insert.setInt(1, source + 1);
                insert.setString(2, Events.name(source));
                insert.executeUpdate();
            }
        }
    }

    private static void states(Connection database, long count) throws SQLException {
        var events = new Events(count);
        int batch = 0;
        try (PreparedStatement insert = database.prepareStatement(
                "INSERT INTO states (metadata_id, state, last_updated_ts) VALUES (?, ?, ?)")) {
            while (events.next()) {
                insert.setInt(1, events.source() + 1);
                insert.setString(2, Double.toString(events.value()));
                insert.setDouble(3, events.millis() / 1000.0);
                insert.addBatch();
                if (++batch == 10_000) {
                    insert.executeBatch();
                    batch = 0;
                }
            }
            insert.executeBatch();
        }
        database.commit();
    }

    private static String ask(Connection database) throws SQLException {
        var question = new Question();
        try (PreparedStatement select = database.prepareStatement("SELECT last_updated_ts, state FROM states WHERE"
                + " metadata_id = (SELECT metadata_id FROM states_meta WHERE entity_id = ?)"
                + " ORDER BY last_updated_ts")) {
            select.setString(1, Events.ASKED);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    question.take(Math.round(rows.getDouble(1) * 1000), Double.parseDouble(rows.getString(2)));
                }
            }
        }
        return question.answer();
    }

    /** What Home Assistant draws of long spans: hourly means, so fewer and coarser points than the others give. */
    private static String statistics(Connection database) throws SQLException {
        int hours = 0;
        double sum = 0;
        try (PreparedStatement select = database.prepareStatement(
                "SELECT start_ts, mean, min, max FROM statistics WHERE"
                        + " metadata_id = (SELECT metadata_id FROM states_meta WHERE entity_id = ?) ORDER BY start_ts")) {
            select.setString(1, Events.ASKED);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    hours++;
                    sum += rows.getDouble(2);
                }
            }
        }
        long wanted = Events.DAYS * 86_400_000L / HOUR;
        return hours + " of " + wanted + " hours, mean " + Math.round(sum / Math.max(1, hours) * 10) / 10.0;
    }
}
