import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** One message by the SDK of Slack. */
public final class Sdk {
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(arguments[0] + "/api/");
        Slack.getInstance(config)
                .methods("xoxb-1")
                .chatPostMessage(post -> post.channel("#house")
                        .text("event webbrick/9/CT/3/temperature/change from boiler-room"));
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
