package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.logging.store.BudgetSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoggingPlanTest {
    @Test
    void levelsThatAreSetAtRunTimeChangeNothingElse() {
        LoggingPlan five = Plans.five(Path.of("logs").toAbsolutePath());
        var plan = new LoggingPlan(
                five.directory(),
                five.zone(),
                new RingSpec(1_048_576, Duration.ofMillis(7)),
                new BudgetSpec(100_000_000, 5, 6),
                new SnapshotSpec(Path.of("card").toAbsolutePath(), 1_000_000),
                five.streams(),
                five.loggers(),
                List.of());
        assertEquals(plan, plan.with(List.of()));
        LoggingPlan changed = plan.with(List.of(new LevelChange("Heating", 10, null)));
        assertEquals(plan.loggers().size() + 1, changed.loggers().size());
        assertEquals(plan.snapshot(), changed.snapshot());
        assertEquals(plan.budget(), changed.budget());
        assertEquals(plan.ring(), changed.ring());
    }
}
