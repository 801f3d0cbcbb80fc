import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.auth.SimplePrivateKeySupplier;
import com.oracle.bmc.loggingingestion.LoggingClient;
import com.oracle.bmc.loggingingestion.model.LogEntry;
import com.oracle.bmc.loggingingestion.model.LogEntryBatch;
import com.oracle.bmc.loggingingestion.model.PutLogsDetails;
import com.oracle.bmc.loggingingestion.requests.PutLogsRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** One entry by the SDK of Oracle. */
public final class Sdk {
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        var provider = SimpleAuthenticationDetailsProvider.builder()
                .tenantId("ocid1.tenancy.oc1..t")
                .userId("ocid1.user.oc1..u")
                .fingerprint("aa:bb")
                .privateKeySupplier(new SimplePrivateKeySupplier(arguments[1]))
                .build();
        LoggingClient client = LoggingClient.builder().endpoint(arguments[0]).build(provider);
        client.putLogs(PutLogsRequest.builder()
                .logId("ocid1.log.oc1..a")
                .putLogsDetails(PutLogsDetails.builder()
                        .specversion("1.0")
                        .logEntryBatches(List.of(LogEntryBatch.builder()
                                .source("attic")
                                .type("eventlog")
                                .defaultlogentrytime(new Date())
                                .entries(List.of(LogEntry.builder()
                                        .data("event webbrick/9/CT/3/temperature/change from boiler-room")
                                        .id(UUID.randomUUID().toString())
                                        .build()))
                                .build()))
                        .build())
                .build());
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
