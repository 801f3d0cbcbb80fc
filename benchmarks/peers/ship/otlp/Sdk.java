import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One record by the SDK of OpenTelemetry, with its sender on the JDK's HTTP client. */
public final class Sdk {
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        var exporter = OtlpHttpLogRecordExporter.builder()
                .setEndpoint(arguments[0] + "/v1/logs")
                .setCompression("gzip")
                .build();
        SdkLoggerProvider provider = SdkLoggerProvider.builder()
                .addLogRecordProcessor(SimpleLogRecordProcessor.create(exporter))
                .build();
        provider.get("EventLog.sensor")
                .logRecordBuilder()
                .setBody("event webbrick/9/CT/3/temperature/change from boiler-room")
                .emit();
        provider.forceFlush().join(20, TimeUnit.SECONDS);
        System.out.println("first=" + (System.nanoTime() - begin) / 1e6);
        System.out.println("rss=" + residentMegabytes());
        Runtime.getRuntime().halt(0);
    }

    private static double residentMegabytes() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        return 0;
    }
}
