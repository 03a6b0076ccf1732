package no.sticos.erp.web.client;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import org.jspecify.annotations.Nullable;

/** A client's books as runs would have left them, written straight into the tables. */
public final class StoredBooks {
    /** A year of theirs. */
    public static final UUID YEAR_2025 = new UUID(1, 2025);
    /** A year of theirs. */
    public static final UUID YEAR_2026 = new UUID(1, 2026);

    private final Database database;
    private final ClientId client;
    private final AtomicInteger docs = new AtomicInteger();

    /** Writes into the client's tables. */
    public StoredBooks(Database database, ClientId client) {
        this.database = database;
        this.client = client;
    }

    /**
     * Two years in two generations. In the first all is as Visma has it; the second has one voucher more, in 2026, that
     * Visma knows two kroner more of.
     */
    @CanIgnoreReturnValue
    public StoredBooks twoGenerations() {
        document("fiscal_years", 1, year(YEAR_2025, 2025));
        document("fiscal_years", 1, year(YEAR_2026, 2026));
        for (var id : new UUID[] {YEAR_2025, YEAR_2026}) {
            document("accounts", 1, account(id, 1920, "Bank <1>"));
            document("accounts", 1, account(id, 2000, "Aksjekapital"));
            document("accounts", 1, account(id, 3000, "Salgsinntekt"));
        }
        document("opening_balances", 1, new JsonObject().put("Number", 1920).put("Balance", 50));
        document("opening_balances", 1, new JsonObject().put("Number", 2000).put("Balance", -50));
        for (var day : new String[] {"2025-12-31", "2026-12-31"}) {
            balance(1, day, 1920, "1150.1");
            balance(1, day, 2000, "-50");
        }
        balance(1, "2025-12-31", 3000, "-1100.1");
        voucher(1, null, "A 1", "2025-02-01", "1100.10");
        generation(1, "OK", "vouchers/2025-01-01", "vouchers/2026-01-01");

        balance(2, "2026-12-31", 1920, "1160.1");
        balance(2, "2026-12-31", 3000, "-12");
        run("UPDATE gateway.documents SET to_gen = 2 WHERE client_id = $1 AND resource = 'account_balances'"
                + " AND from_gen = 1 AND body ->> 'Date' = '2026-12-31' AND body ->> 'AccountNumber' = '1920'");
        voucher(2, null, "A 2", "2026-03-01", "10");
        generation(2, "DEVIATION", "vouchers/2025-01-01", "vouchers/2026-01-01");
        return this;
    }

    /** The newest generation is not published, and {@code vouchers} that readers see are gone in it. */
    @CanIgnoreReturnValue
    public StoredBooks heldBack(int vouchers) {
        for (int number = 1; number <= vouchers; number++) {
            voucher(1, 3, "B " + number, "2025-05-" + String.format("%02d", 1 + number % 28), "12.50");
        }
        run("UPDATE gateway.books SET last_gen = 3 WHERE client_id = $1");
        return this;
    }

    void voucher(int from, @Nullable Integer to, String number, String day, String amount) {
        int doc = docs.incrementAndGet();
        run(
                "INSERT INTO gateway.vouchers (client_id, row_hash, books_hash, from_gen, doc, to_gen, hash_version,"
                        + " voucher_date, voucher_id, number, voucher_text)"
                        + " VALUES ($1, 1, 1, $2, $3, $4, 1, $5, gen_random_uuid(), $6, 'Tekst ' || $6)",
                from,
                doc,
                to,
                LocalDate.parse(day),
                number);
        run(
                "INSERT INTO gateway.voucher_rows (client_id, account, from_gen, doc, to_gen, voucher_date, row_no, debit,"
                        + " credit) VALUES ($1, 1920, $2, $3, $4, $5, 1, $6, 0), ($1, 3000, $2, $3, $4, $5, 2, 0, $6)",
                from,
                doc,
                to,
                LocalDate.parse(day),
                new BigDecimal(amount));
    }

    void generation(int gen, String verdict, String... coverage) {
        run(
                "INSERT INTO gateway.generations (client_id, gen, run_id, stage, coverage, as_of, result, verdict, counts)"
                        + " VALUES ($1, $2::int, $2::int, 'ALL', $3, now(), 'DONE', $4, '{\"new\": 7, \"changed\": 2, \"deleted\": 1}')",
                gen,
                coverage,
                verdict);
        run(
                "INSERT INTO gateway.books (client_id, current_gen, last_gen, published_at, verified_at, verdict)"
                        + " VALUES ($1, $2::int, $2::int, now(), now(), $3) ON CONFLICT (client_id) DO UPDATE"
                        + " SET current_gen = $2::int, last_gen = $2::int, verdict = $3",
                gen,
                verdict);
    }

    /** A run that has ended. */
    void ended(String state, @Nullable String cause, String... args) {
        run(
                "INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, state, started_at, ended_at,"
                        + " cause, cause_args, reference)"
                        + " SELECT $1, c.tenant_id, 'ALL', 'SCHEDULE', 'Tidsplan', $2, now(), now(), $3, $4, '7F3K-22'"
                        + "   FROM gateway.clients c WHERE c.client_id = $1",
                state,
                cause,
                args);
    }

    /** Runs a statement whose first place is the client. */
    void run(String sql, @Nullable Object... more) {
        var args = new Object[more.length + 1];
        args[0] = client.value();
        System.arraycopy(more, 0, args, 1, more.length);
        Await.done(
                database.forGateway(tx -> tx.count(new Sql("test", sql), args)).ignoreElement());
    }

    private void balance(int from, String day, int account, String amount) {
        document(
                "account_balances",
                from,
                new JsonObject().put("Date", day).put("AccountNumber", account).put("Balance", new BigDecimal(amount)));
    }

    private void document(String resource, int from, JsonObject body) {
        int doc = docs.incrementAndGet();
        run(
                "INSERT INTO gateway.documents (client_id, resource, from_gen, doc, key, row_hash, books_hash,"
                        + " hash_version, body) VALUES ($1, $2, $3, $4, $5, 1, 1, 1, $6::text::jsonb)",
                resource,
                from,
                doc,
                Integer.toString(doc),
                body.encode());
    }

    private static JsonObject year(UUID id, int year) {
        return new JsonObject()
                .put("Id", id.toString())
                .put("StartDate", year + "-01-01T00:00:00Z")
                .put("EndDate", year + "-12-31T00:00:00Z");
    }

    private static JsonObject account(UUID year, int number, String name) {
        return new JsonObject()
                .put("FiscalYearId", year.toString())
                .put("Number", number)
                .put("Name", name);
    }
}
