package no.sticos.erp.web.activity;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import no.sticos.erp.clients.AuditLog;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Csv;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;

/** Aktivitet: the firm's trail, searched and filtered, on the page and as a file. */
public final class ActivityRoutes {
    private static final String FILE = "aktivitet.csv";
    private static final int LINES_A_READ = 1_000;
    private static final int MOST_READS = 100;

    private final AuditLog log;
    private final Pages pages;
    private final Messages messages;

    /** Does nothing yet. */
    public ActivityRoutes(Shell shell) {
        this.log = shell.rooms().auditLog();
        this.pages = shell.pages();
        this.messages = shell.messages();
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/activity").handler(this::show);
        router.get("/activity.csv").handler(this::file);
    }

    private void show(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var tenant = visit.session().tenant();
        var query = query(ctx);
        Single.zip(
                        log.list(tenant, query.question(), query.before(), ActivityPage.LINES),
                        log.actors(tenant),
                        (lines, people) -> new ActivityPage(visit.viewer(), query, lines, people))
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    /** All lines that the query finds, at most 100 000. */
    private void file(RoutingContext ctx) {
        var tenant = Visits.of(ctx).session().tenant();
        lines(tenant, query(ctx).newest())
                .map(this::line)
                .collect(() -> Buffer.buffer(Csv.BOM).appendString(head()), Buffer::appendString)
                .subscribe(Reply.with(ctx, body -> Answers.file(ctx, FILE, body)));
    }

    /** Read after read, each from where the one before has ended. */
    private Flowable<AuditLog.Entry> lines(TenantId tenant, ActivityQuery query) {
        var last = new AtomicLong(Long.MAX_VALUE);
        return Flowable.range(0, MOST_READS)
                .concatMapSingle(
                        read -> log.list(tenant, query.question(), last.get(), LINES_A_READ)
                                .doOnSuccess(lines -> lines.forEach(line -> last.set(line.line()))),
                        1)
                .takeUntil(lines -> lines.size() < LINES_A_READ)
                .concatMapIterable(lines -> lines);
    }

    private static ActivityQuery query(RoutingContext ctx) {
        return ActivityQuery.read(ctx.request()::getParam);
    }

    private String head() {
        return Csv.line(
                messages.text("activity.when"),
                messages.text("activity.who"),
                messages.text("activity.what"),
                messages.text("activity.client"),
                messages.text("activity.result"),
                messages.text("activity.ref"));
    }

    private String line(AuditLog.Entry entry) {
        return Csv.line(
                Formats.dateTimeSeconds(entry.at()),
                entry.who(),
                ActivityPage.event(entry, messages),
                Objects.requireNonNullElse(entry.clientName(), ""),
                ActivityPage.result(entry, messages),
                Objects.requireNonNullElse(entry.reference(), ""));
    }
}
