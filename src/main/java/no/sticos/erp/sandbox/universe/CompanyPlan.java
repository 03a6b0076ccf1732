package no.sticos.erp.sandbox.universe;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import no.sticos.erp.sandbox.books.BooksPlan;
import org.jspecify.annotations.Nullable;

/**
 * The definition of one company.
 *
 * @param id Visma's company guid ({@code customer_id} and {@code CompanyIdentifier})
 * @param name as Visma tells it
 * @param orgnr as somebody typed it into Visma, invalid perhaps; null if nobody did
 * @param books how much grows
 * @param state how Visma stands towards it at the start
 * @param quirk what is odd about it
 * @param variant what it has bought of Visma
 */
public record CompanyPlan(
        UUID id, String name, @Nullable String orgnr, Size books, CompanyState state, Quirk quirk, Variant variant) {

    /** How many vouchers over how many fiscal years, which begin in {@code firstMonth}. */
    public record Size(int vouchers, int years, int firstMonth) {}

    /** Oddities that no error code tells of. */
    public enum Quirk {
        /** Nothing odd. */
        NONE,
        /** Its balances on the wire are wrong by some kroner on one account. */
        WRONG_BALANCES,
        /** It has no eAccounting, only another Visma product. */
        OTHER_PRODUCT,
        /** Meant for connecting and then ending the grant. */
        DEAD_GRANT
    }

    /** An open company with three calendar years; its id follows from its name. */
    public static CompanyPlan of(String name, @Nullable String orgnr, int vouchers) {
        var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new CompanyPlan(
                id, name, orgnr, new Size(vouchers, 3, 1), CompanyState.OPEN, Quirk.NONE, Variant.STANDARD);
    }

    /** The same company in another state. */
    public CompanyPlan in(CompanyState other) {
        return new CompanyPlan(id, name, orgnr, books, other, quirk, variant);
    }

    /** The same company with an oddity. */
    public CompanyPlan odd(Quirk other) {
        return new CompanyPlan(id, name, orgnr, books, state, other, variant);
    }

    /** The same company with another product variant. */
    public CompanyPlan bought(Variant other) {
        return new CompanyPlan(id, name, orgnr, books, state, quirk, other);
    }

    /** The same company with fiscal years that begin in another month. */
    public CompanyPlan yearsFrom(int month) {
        return new CompanyPlan(id, name, orgnr, new Size(books.vouchers, books.years, month), state, quirk, variant);
    }

    /** The same company with this many fiscal years. */
    public CompanyPlan years(int count) {
        return new CompanyPlan(
                id, name, orgnr, new Size(books.vouchers, count, books.firstMonth), state, quirk, variant);
    }

    BooksPlan grow(long seed, LocalDate today) {
        long own = seed ^ id.getMostSignificantBits() ^ id.getLeastSignificantBits();
        return new BooksPlan(own, books.vouchers, books.years, books.firstMonth, today);
    }
}
