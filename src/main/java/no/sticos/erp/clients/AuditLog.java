package no.sticos.erp.clients;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Reads a firm's trail of who did what, newest first. */
public final class AuditLog {
    private static final Sql LIST = Sql.of(AuditLog.class, "list-audit-lines");
    private static final Sql ACTORS = Sql.of(AuditLog.class, "list-actors");
    private static final int MOST_ACTORS = 500;

    private final Database database;

    /** Reads from this database. */
    public AuditLog(Database database) {
        this.database = database;
    }

    /**
     * Which lines.
     *
     * @param text part of a client's or a person's name, or of a reference; empty for all
     * @param action what was done; null for all
     * @param person who did it, by name; null for all
     * @param from the first moment; null for all
     * @param until the first moment after; null for all
     */
    public record Question(
            String text,
            @Nullable AuditAction action,
            @Nullable String person,
            @Nullable Instant from,
            @Nullable Instant until) {
        String pattern() {
            var escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
            return text.isEmpty() ? "" : "%" + escaped + "%";
        }
    }

    /**
     * A line as it may be shown.
     *
     * @param line its number; newer lines have greater ones
     * @param at when
     * @param who the person's name
     * @param action what
     * @param client whom it is about, if that client is still there; else null
     * @param clientName that client's name as it was; null without one
     * @param outcome what came of it
     * @param detail a cause's key or the like; null without one
     * @param reference what the person was shown with a failure; null without one
     */
    public record Entry(
            long line,
            Instant at,
            String who,
            AuditAction action,
            @Nullable ClientId client,
            @Nullable String clientName,
            AuditLine.Outcome outcome,
            @Nullable String detail,
            @Nullable String reference) {}

    /** At most so many lines, older than {@code before}; null: from the newest. */
    public Single<List<Entry>> list(TenantId tenant, Question question, @Nullable Long before, int most) {
        var action = question.action();
        return database.forTenant(
                tenant,
                tx -> tx.list(
                        LIST,
                        AuditLog::read,
                        before,
                        question.pattern(),
                        action == null ? null : action.id(),
                        question.person(),
                        at(question.from()),
                        at(question.until()),
                        most));
    }

    /** The names of those who have done anything, in Norwegian order. */
    public Single<List<String>> actors(TenantId tenant) {
        return database.forTenant(tenant, tx -> tx.list(ACTORS, row -> row.getString("actor_name"), MOST_ACTORS));
    }

    private static Entry read(Row row) {
        var client = row.getLong("client_id");
        return new Entry(
                row.getLong("line_id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor_name"),
                AuditAction.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                client == null ? null : new ClientId(client),
                row.getString("client_name"),
                AuditLine.Outcome.valueOf(row.getString("outcome")),
                row.getString("detail"),
                row.getString("reference"));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
