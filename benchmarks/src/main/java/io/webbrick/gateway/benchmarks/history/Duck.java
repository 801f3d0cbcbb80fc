package io.webbrick.gateway.benchmarks.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** DuckDB: its own table, made of the text, and the text as it is. */
public final class Duck {
    private static final String ROW = "SELECT epoch_ms(CAST(substr(line, 1, 23) AS TIMESTAMP)) AS ms,"
            + " split_part(line, ',', 2) AS source,"
            + " TRY_CAST(regexp_extract(line, '\"val\":([-0-9.]+)', 1) AS DOUBLE) AS val FROM ";

    private Duck() {}

    /** {@code ingest|ask|cold|text DIRECTORY}. */
    public static void main(String[] arguments) throws Exception {
        long main = System.nanoTime();
        Path directory = Path.of(arguments[1]);
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("duck.db"))) {
            switch (arguments[0]) {
                case "ingest" -> {
                    long begin = System.nanoTime();
                    run(database, "CREATE TABLE events AS " + ROW + text(directory));
                    run(database, "CHECKPOINT");
                    Repeats.figure("ingest.seconds", (System.nanoTime() - begin) / 1e9);
                }
                case "cold" -> {
                    ask(database, "events");
                    Repeats.figure("cold", (System.nanoTime() - main) / 1e6);
                }
                case "text" -> {
                    String lines = "(" + ROW + text(directory) + " WHERE contains(line, '," + Events.ASKED + ",'))";
                    Repeats.print("text", () -> ask(database, lines));
                    Repeats.print("other", () -> other(database, directory));
                }
                default -> Repeats.print("ask", () -> ask(database, "events"));
            }
        }
    }

    private static String text(Path directory) throws java.io.IOException {
        String files =
                LogFiles.of(directory).stream().map(file -> "'" + file + "'").collect(Collectors.joining(","));
        return "read_csv([" + files + "], columns={'line':'VARCHAR'}, delim='\\x01', quote='', escape='', header=false,"
                + " auto_detect=false)";
    }

    private static void run(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Connection database, String table) throws SQLException {
        long begin = Events.START.toEpochMilli();
        long span = Events.DAYS * 86_400_000L;
        long all = 0;
        double sum = 0;
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT (ms - " + begin + ") * " + Question.POINTS + " // "
                        + span
                        + " AS point, count(*), sum(val), min(val), max(val) FROM " + table + " WHERE source = '"
                        + Events.ASKED + "' GROUP BY point ORDER BY point")) {
            while (rows.next()) {
                all += rows.getLong(2);
                sum += rows.getDouble(3);
            }
        }
        return all + " values, mean " + Math.round(sum / Math.max(1, all) * 1e6) / 1e6;
    }

    private static String other(Connection database, Path directory) throws Exception {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + text(directory)
                        + " WHERE contains(line, ',webbrick/30/DO/1,') AND contains(line, '\"state\":\"on\"')")) {
            rows.next();
            return rows.getLong(1) + " lines";
        }
    }
}
