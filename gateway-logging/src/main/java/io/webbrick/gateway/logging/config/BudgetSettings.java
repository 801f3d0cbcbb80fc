package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.BudgetSpec;
import io.webbrick.gateway.logging.stream.Role;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads what all streams may take together, and the place of each one. */
final class BudgetSettings {
    /** A limit below this leaves no room for ring, ledger and the newest files. */
    private static final long SMALLEST = 1_000_000;

    private static final long USUAL_IN_MEMORY = 100_000_000;

    private BudgetSettings() {}

    static BudgetSpec read(Settings logging) {
        long limit = limit(logging);
        Optional<Literal> given = logging.literal(ConfigKey.RESERVE).filter(Literal::truthy);
        if (given.isEmpty()) {
            return new BudgetSpec(limit, 0, 0);
        }
        OptionalInt percent = Units.percent(given.get());
        OptionalLong bytes = Units.bytes(given.get());
        boolean readable = percent.isPresent() ? percent.getAsInt() < 100 : bytes.isPresent();
        if (!readable) {
            logging.wrong(ConfigKey.RESERVE, given.get(), "bytes such as '20MB', or '0%' to '99%' of the file system");
            return new BudgetSpec(limit, 0, 0);
        }
        return new BudgetSpec(limit, percent.isPresent() ? 0 : bytes.orElse(0), percent.orElse(0));
    }

    /** Memory is never without a bound. */
    static BudgetSpec inMemory(BudgetSpec budget) {
        return budget.limitBytes() == BudgetSpec.UNLIMITED
                ? new BudgetSpec(USUAL_IN_MEMORY, budget.reserveBytes(), budget.reservePercent())
                : budget;
    }

    private static long limit(Settings logging) {
        Optional<Literal> given = logging.literal(ConfigKey.BUDGET).filter(Literal::truthy);
        if (given.isEmpty() || isUnlimited(given.get())) {
            return BudgetSpec.UNLIMITED;
        }
        OptionalLong bytes = Units.bytes(given.get());
        if (bytes.isEmpty() || bytes.getAsLong() < SMALLEST) {
            logging.wrong(ConfigKey.BUDGET, given.get(), "bytes from '1MB' on, such as '100MB', or 'unlimited'");
            return BudgetSpec.UNLIMITED;
        }
        return bytes.getAsLong();
    }

    private static boolean isUnlimited(Literal given) {
        return given instanceof Literal.Text text
                && text.value().strip().toLowerCase(Locale.ROOT).equals("unlimited");
    }

    /** The place of one handler's files: by its role, changed by its keys. */
    static BudgetShare share(Settings handler) {
        BudgetShare usual = usual(Role.ofSection(handler.name()).orElse(null));
        int ceiling = percent(handler, ConfigKey.SHARE, usual.ceilingPercent());
        int floor = percent(handler, ConfigKey.FLOOR, Math.min(ceiling, usual.floorPercent()));
        if (ceiling == 0 || floor > ceiling) {
            handler.problems()
                    .error(
                            handler.origin(handler.has(ConfigKey.FLOOR) ? ConfigKey.FLOOR : ConfigKey.SHARE),
                            "floor " + floor + "% and share " + ceiling + "% of handler "
                                    + Quote.of(handler.name())
                                    + " do not go together; the share must be above 0% and not below the floor");
            return usual;
        }
        return new BudgetShare(usual.order(), ceiling, floor);
    }

    private static int percent(Settings handler, ConfigKey key, int otherwise) {
        Optional<Literal> given = handler.literal(key).filter(Literal::truthy);
        if (given.isEmpty()) {
            return otherwise;
        }
        OptionalInt percent = Units.percent(given.get());
        if (percent.isEmpty()) {
            handler.wrong(key, given.get(), "'0%' to '100%' of the budget");
        }
        return percent.orElse(otherwise);
    }

    private static BudgetShare usual(@Nullable Role role) {
        if (role == null) {
            return BudgetShare.USUAL;
        }
        return switch (role) {
            case DEBUG -> new BudgetShare(0, 100, 0);
            case ACCESS -> new BudgetShare(2, 100, 0);
            case EVENT_LOG -> new BudgetShare(3, 100, 10);
            case ERROR -> new BudgetShare(4, 20, 0);
            case SCREEN -> BudgetShare.USUAL;
        };
    }
}
