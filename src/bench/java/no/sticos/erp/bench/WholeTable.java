package no.sticos.erp.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The figures of all benches that ran, in one table at the very end and in {@code target/bench/all.json}. */
public final class WholeTable implements BeforeAllCallback {
    private static final List<Report> REPORTS = new CopyOnWriteArrayList<>();

    /** Found by Jupiter. */
    public WholeTable() {}

    static void add(Report report) {
        REPORTS.add(report);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var unused = context.getRoot()
                .getStore(Namespace.create(WholeTable.class))
                .getOrComputeIfAbsent("end", key -> (AutoCloseable) WholeTable::print);
    }

    private static void print() {
        var lines = REPORTS.stream()
                .map(report -> report.name() + "\n" + report.lines())
                .collect(Collectors.joining("\n"));
        System.out.println("\nAll figures: medians, the range in brackets, the goal, the machine's load\n\n" + lines);
        var all = new JsonObject();
        REPORTS.forEach(report -> all.put(report.name(), report.json()));
        Report.write("all", all);
    }
}
