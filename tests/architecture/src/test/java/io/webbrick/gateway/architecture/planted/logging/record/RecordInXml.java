package io.webbrick.gateway.architecture.planted.logging.record;

import javax.xml.parsers.DocumentBuilderFactory;

/** Planted: a record that sees more of the JDK than java.base. */
final class RecordInXml {
    private final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();

    @Override
    public String toString() {
        return factory.toString();
    }
}
