package no.sticos.erp.consumer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The helper's statements, from the files beside this class, for one schema. */
final class Statements {
    final String schema;
    final String enrol;
    final String limitIdling;
    final String lock;
    final String transfer;
    final String begin;
    final String stage;
    final String tally;
    final String page;
    final String drop;
    final String settle;
    final String positions;
    final String forget;

    /** {@code name} is part of every statement: {@link ConsumerSettings} has looked at it. */
    Statements(String name) {
        this.schema = read("schema", name);
        this.enrol = read("enrol", name);
        this.limitIdling = read("limit-idling", name);
        this.lock = read("lock", name);
        this.transfer = read("transfer", name);
        this.begin = read("begin", name);
        this.stage = read("stage", name);
        this.tally = read("tally", name);
        this.page = read("page", name);
        this.drop = read("drop", name);
        this.settle = read("settle", name);
        this.positions = read("positions", name);
        this.forget = read("forget", name);
    }

    private static String read(String file, String schema) {
        try (var stream = Statements.class.getResourceAsStream(file + ".sql")) {
            if (stream == null) {
                throw new IllegalStateException("no " + file + ".sql beside " + Statements.class.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("{schema}", schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
