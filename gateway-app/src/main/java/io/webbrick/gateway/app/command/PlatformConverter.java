package io.webbrick.gateway.app.command;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a platform. */
final class PlatformConverter implements ITypeConverter<String> {
    private static final List<String> NAMES = List.of("disk", "appliance", "none");

    @Override
    public String convert(String value) {
        if (!NAMES.contains(value)) {
            throw new TypeConversionException("'" + value + "' is no platform; one of " + String.join(", ", NAMES));
        }
        return value;
    }
}
