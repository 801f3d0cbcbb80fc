import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/** One event by the SDK of AWS, with its smallest HTTP client. */
public final class Sdk {
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        CloudWatchLogsClient client = CloudWatchLogsClient.builder()
                .endpointOverride(URI.create(arguments[0]))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AK", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        client.putLogEvents(put -> put.logGroupName("house")
                .logStreamName("attic")
                .logEvents(InputLogEvent.builder()
                        .timestamp(System.currentTimeMillis())
                        .message("event webbrick/9/CT/3/temperature/change from boiler-room")
                        .build()));
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
